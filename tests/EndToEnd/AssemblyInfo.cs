// Each of these tests starts whole services, and some measure how long things take: one at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
