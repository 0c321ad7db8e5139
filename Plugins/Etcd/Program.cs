using Shield.Plugins.Etcd;
using Shield.Plugins.Sdk;

[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]

return await PluginMain.RunAsync(args, new EtcdPlugin());
