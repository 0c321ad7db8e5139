using System.Runtime.Versioning;
using Shield.EndToEnd.Programs;

// Signals, /proc, and file modes as they are there.
[assembly: SupportedOSPlatform("linux")]

// Each of these tests starts whole services: with more of them at once each would take too long. Those that
// wait for the clock leave the machine to the others; one after another they make a third lane, and begin
// first, since none takes longer.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]
[assembly: TestCollectionOrderer(typeof(ClockFirst))]
