using System.Runtime.Versioning;

// Signals, /proc, and file modes as they are there.
[assembly: SupportedOSPlatform("linux")]

// Each of these tests starts whole services, and some measure how long things take: one at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
