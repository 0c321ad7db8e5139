using Shield.Plugins.Mysql;
using Shield.Plugins.Sdk;

[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]

// Each of a few programs at once keeps a thread waiting at each of its pipes; the pool would make them one by
// one, half a second apart.
const int pipesAtOnce = 16;
ThreadPool.SetMinThreads(pipesAtOnce, pipesAtOnce);

return await PluginMain.RunAsync(args, new MysqlPlugin());
