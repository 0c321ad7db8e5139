using Shield.Plugins.S3;
using Shield.Plugins.S3.Server;
using Shield.Plugins.Sdk;

[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]

Surroundings.Ignore();
return await PluginMain.RunAsync(args, new S3Plugin());
