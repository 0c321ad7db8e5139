using Microsoft.Extensions.Hosting;
using Shield.Silo.Hosting.Programs;

namespace Shield.Silo.Hosting.Tests.Programs;

public sealed class HostRunTests
{
    [Fact]
    public async Task Why_a_host_does_not_start_is_told_although_it_refuses_to_stop()
    {
        using var host = new BrokenHost();

        var told = await Assert.ThrowsAsync<IOException>(host.RunToEndAsync);

        Assert.Equal("no catalog", told.Message);
        Assert.True(host.WasStopped);
    }

    private sealed class BrokenHost : IHost
    {
        public bool WasStopped { get; private set; }

        public IServiceProvider Services => throw new NotSupportedException();

        public Task StartAsync(CancellationToken cancellationToken) =>
            Task.FromException(new IOException("no catalog"));

        public Task StopAsync(CancellationToken cancellationToken)
        {
            WasStopped = true;
            return Task.FromException(new InvalidOperationException("not running"));
        }

        public void Dispose()
        {
        }
    }
}
