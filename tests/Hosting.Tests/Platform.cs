using System.Runtime.Versioning;

// Plugins and agents run on Linux, and so do their tests.
[assembly: SupportedOSPlatform("linux")]
