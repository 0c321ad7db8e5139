using System.Runtime.Versioning;
using Shield.Benchmarks;

[assembly: SupportedOSPlatform("linux")]

return await Bench.RunAsync();
