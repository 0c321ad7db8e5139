using System.Runtime.Versioning;

// Signals, /proc, and file modes as they are there.
[assembly: SupportedOSPlatform("linux")]

// Each of these tests starts whole services: with more of them at once each would take too long. The longest
// wait for the clock, so that one alone would leave the machine idle.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
