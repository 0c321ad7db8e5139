using System.Security.Cryptography;
using Shield.Plugins.S3.Objects;
using Shield.Plugins.S3.Server;
using Shield.Plugins.S3.Uploads;

namespace Shield.Plugins.S3.Tests;

/// <summary>The server is killed half-way.</summary>
[Collection(AloneCollection.Name)]
public sealed class ServerLossTests : ServerTests
{
    private const int Bytes = 70_000_000;

    [Fact]
    public async Task A_store_outlives_a_restart_of_the_server()
    {
        using var bucket = Box.Bucket(clock: TimeProvider.System);
        var started = Task.CompletedTask;
        using var input = new TurningStream(Bytes, at: 40_000_000, async () =>
        {
            await Server.KillGatewayAsync();
            started = Server.StartGatewayAsync();
        });

        var stored = await Upload.RunAsync(bucket, input, Guid.NewGuid(), CancellationToken.None);
        await started;

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(input.Content)), stored.Sha256);
        Assert.NotEmpty(Box.Said);
        Assert.Equal(stored.Sha256, Box.Good($"""
            other get s3://$bucket/some/where/{stored.Key} by-other >log; sha256sum <by-other | cut -c1-64
            """));
        Assert.Empty(Box.Good("uploads"));
    }

    [Fact]
    public async Task A_store_whose_server_stays_away_fails_and_there_is_no_object()
    {
        using var bucket = Box.Bucket();
        using var input = new TurningStream(Bytes, at: 40_000_000, Server.KillGatewayAsync);
        try
        {
            var failure = await Assert.ThrowsAsync<RequestFailure>(
                () => Upload.RunAsync(bucket, input, Guid.NewGuid(), CancellationToken.None));

            Assert.Contains("nobody listens", failure.Message, StringComparison.Ordinal);
            Assert.Contains(
                Box.Said, line => line.StartsWith("warning: something", StringComparison.Ordinal));
        }
        finally
        {
            await Server.StartGatewayAsync();
        }

        Assert.Empty(Box.Good("objects"));
    }

    [Fact]
    public async Task A_retrieval_outlives_a_restart_of_the_server()
    {
        var key = Box.Good($"noise {Bytes} >data; store <data");
        using var bucket = Box.Bucket(clock: TimeProvider.System);
        var started = Task.CompletedTask;
        using var output = new TurningStream(0, at: 20_000_000, async () =>
        {
            await Server.KillGatewayAsync();
            started = Server.StartGatewayAsync();
        });

        await Retrieval.RunAsync(bucket, ObjectKey.Parse(key), output, CancellationToken.None);
        await started;

        Assert.Equal(
            Box.Good("sha256sum <data | cut -c1-64"),
            Convert.ToHexStringLower(SHA256.HashData(output.Content)));
    }

    [Fact]
    public async Task An_object_that_is_replaced_while_it_is_read_is_not_joined_with_the_other()
    {
        var key = Box.Good($"noise {Bytes} >data; noise {Bytes} 01 >others; store <data");
        using var bucket = Box.Bucket();
        using var output = new TurningStream(0, at: 1, () =>
        {
            Box.Good($"other put others s3://$bucket/some/where/{key} >log");
            return Task.CompletedTask;
        });

        await Assert.ThrowsAnyAsync<Exception>(
            () => Retrieval.RunAsync(bucket, ObjectKey.Parse(key), output, CancellationToken.None));

        var written = output.Content;
        Assert.InRange(written.Length, 1, Bytes - 1);
        Assert.Equal(
            Box.Good($"head -c {written.Length} data | sha256sum | cut -c1-64"),
            Convert.ToHexStringLower(SHA256.HashData(written)));
    }
}
