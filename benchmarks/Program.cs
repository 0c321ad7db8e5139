using Shield.Benchmarks;

return await Bench.RunAsync();
