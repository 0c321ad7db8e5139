using System.Text.Json.Nodes;
using Shield.Plugins.S3.Tests.Ways;

namespace Shield.Plugins.S3.Tests;

/// <summary>Connections break half-way, answers get lost, the server goes away and comes back.</summary>
public sealed class BrokenWayTests : ServerTests
{
    private Relay _relay = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _relay = new Relay(Server.Port);
    }

    public override async ValueTask DisposeAsync()
    {
        await _relay.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public void Parts_that_break_half_way_are_sent_again()
    {
        var broken = Break("partNumber=2&", times: 2, new RelayFault(RequestBytes: 3_000_000));

        var said = Box.Run(Through(), """
            noise 70000000 >data; key=$(store <data)
            other get "s3://$bucket/some/where/$key" by-other >log; cmp by-other data
            test -z "$(uploads)"
            """);

        Assert.Equal(0, said.Exit);
        Assert.Equal(2, broken.Count);
        Assert.Contains("cannot send part 2", said.Errors, StringComparison.Ordinal);
        Assert.Contains("trying again in 0.5 s", said.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST *?uploads", 30_000_000)]
    [InlineData("POST *?uploadId=", 30_000_000)]
    [InlineData("PUT ", 5)]
    public void What_the_server_has_done_without_an_answer_counts_as_done(string request, int bytes)
    {
        var broken = Break(request, times: 1, RelayFault.Unanswered);

        Box.Good(Through(), $"""
            noise {bytes} >data; key=$(store <data)
            other get "s3://$bucket/some/where/$key" by-other >log; cmp by-other data
            test "$(objects)" = "s3://$bucket/some/where/$key"
            test -z "$(uploads)"
            """);
        Assert.Equal(1, broken.Count);
    }

    [Theory]
    [InlineData("POST *?uploads", 30_000_000)]
    [InlineData("partNumber=2&", 40_000_000)]
    [InlineData("POST *?uploadId=", 30_000_000)]
    [InlineData("PUT ", 5)]
    public async Task What_cannot_be_ended_fails_and_leaves_nothing(string request, int bytes)
    {
        var broken = Break(request, times: int.MaxValue, RelayFault.Unsent);
        using var bucket = Box.Bucket(e => e["s3_port"] = _relay.Port);
        using var input = new MemoryStream(new byte[bytes]);

        var failure = await Assert.ThrowsAsync<Server.RequestFailure>(
            () => Uploads.Upload.RunAsync(bucket, input, Guid.NewGuid(), CancellationToken.None));

        // A request of which nothing was heard is sent up to four times by the framework itself.
        Assert.InRange(broken.Count, 3, 8 * 4);
        Assert.Contains("cannot", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Box.Good("objects; uploads"));
    }

    [Theory]
    [InlineData("POST *?uploadId=", 30_000_000)]
    [InlineData("PUT ", 5)]
    public async Task An_object_of_which_nobody_can_tell_whether_it_is_there_is_removed(
        string request, int bytes)
    {
        Break(request, times: int.MaxValue, RelayFault.Unanswered);
        Break("HEAD ", times: int.MaxValue, RelayFault.Unsent, after: 1);
        using var bucket = Box.Bucket(e => e["s3_port"] = _relay.Port);
        using var input = new MemoryStream(new byte[bytes]);

        await Assert.ThrowsAsync<Server.RequestFailure>(
            () => Uploads.Upload.RunAsync(bucket, input, Guid.NewGuid(), CancellationToken.None));

        Assert.Empty(Box.Good("objects; uploads"));
    }

    [Fact]
    public void A_retrieval_goes_on_where_the_connection_broke()
    {
        var broken = Break("GET /", times: 4, new RelayFault(AnswerBytes: 2_500_000));

        var said = Box.Run(Through(), """
            noise 30000000 >data; key=$(store <data); "$s3" retrieve -k "$key" | cmp - data
            """);

        Assert.True(said.Exit == 0, said.Errors);
        Assert.Equal(4, broken.Count);
        Assert.Contains("cannot read the object", said.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retrieval_that_always_breaks_fails_after_a_few_tries()
    {
        var key = Box.Good("noise 20000000 | store");
        var broken = Break("GET /", times: int.MaxValue, RelayFault.Unsent, after: 2);
        using var bucket = Box.Bucket(e => e["s3_port"] = _relay.Port);
        using var output = new MemoryStream();

        await Assert.ThrowsAsync<Server.RequestFailure>(() => Objects.Retrieval.RunAsync(
            bucket, Objects.ObjectKey.Parse(key), output, CancellationToken.None));

        Assert.InRange(broken.Count, 8, 2 * 8 * 4);
        Assert.True(output.Length < 20_000_000);
    }

    private JsonObject Through() => Box.Endpoint(e => e["s3_port"] = _relay.Port);

    /// <summary>Breaks requests in which words occur in this order, a star between them.</summary>
    private Counter Break(string request, int times, RelayFault fault, int after = 0)
    {
        var (counter, before, words) = (new Counter(), _relay.OnRequest, request.Split('*'));
        var passed = 0;
        _relay.OnRequest = head =>
        {
            var line = head[..head.IndexOf('\r', StringComparison.Ordinal)];
            if (before(head) is { } other) return other;
            if (!words.All(word => line.Contains(word, StringComparison.Ordinal))
                || Interlocked.Increment(ref passed) <= after || counter.Count >= times)
                return null;
            counter.Add();
            return fault;
        };
        return counter;
    }

    private sealed class Counter
    {
        private int _count;

        public int Count => _count;

        public void Add() => Interlocked.Increment(ref _count);
    }
}
