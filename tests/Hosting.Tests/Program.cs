using Shield.Silo.Hosting.Tests;
using Shield.Silo.Hosting.Tests.ClusterTls;
using Shield.Silo.Hosting.Tests.Storage;
using Xunit.MicrosoftTestingPlatform;

// The test program, or the victim or the stranger of one of its tests.
return args switch
{
    [VictimProcess.Verb, var path] => await VictimProcess.WriteForEverAsync(path),
    [OtherProcess.Verb, var folder, var stranger] => await OtherProcess.JoinAsync(folder, stranger),
    _ => await TestPlatformTestFramework.RunAsync(
        args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
};
