using Shield.Plugins.S3;
using Shield.Plugins.Sdk;

[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]

return await PluginMain.RunAsync(args, new S3Plugin());
