using Shield.Plugins.Sdk.Tests;
using Shield.Plugins.Sdk.Tests.Processes;
using Xunit.MicrosoftTestingPlatform;

// The test program, or the agent of one of its tests.
return args is [AgentProcess.Verb, .. var orders]
    ? await AgentProcess.RunAsync(orders)
    : await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
