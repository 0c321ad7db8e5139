using Shield.Silo.Hosting.Tests;
using Shield.Silo.Hosting.Tests.Storage;
using Xunit.MicrosoftTestingPlatform;

// The test program, or the victim of one of its tests.
return args is [VictimProcess.Verb, var path]
    ? await VictimProcess.WriteForEverAsync(path)
    : await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
