using System.Text.Json.Nodes;

namespace Shield.Plugins.Rabbitmq.Tests;

/// <summary>What is cut off between the deletion of a virtual host and its import.</summary>
public sealed class WayBackTests : ServerTests
{
    private const string Make = """
        make_shop; "$rmq" backup >archive; queue newer; definitions "$vhost" >before
        """;

    [Fact]
    public async Task Definitions_that_cannot_be_put_back_are_kept_in_a_private_file()
    {
        var isDeleted = false;
        await using var gate = new Gate(Box.Url, request =>
        {
            if (isDeleted) return Task.FromResult(false);
            isDeleted = request == $"DELETE /api/vhosts/{Box.Vhost}";
            return Task.FromResult(true);
        });
        Box.Good(Make);

        var (exit, output, errors) = Box.Run(Through(gate), """
            code=0; "$rmq" restore <archive || code=$?
            kept=$(echo tmp/shield-rabbitmq-before-*.json); stat -c %a "$kept"
            api POST definitions "@$kept"; definitions "$vhost" | diff before -
            exit $code
            """);

        Assert.Equal((4, "600"), (exit, output));
        Assert.Contains("could not be put back: they are in", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restore_that_is_stopped_while_it_imports_puts_the_definitions_back()
    {
        var isDeleted = false;
        var held = new TaskCompletionSource();
        await using var gate = new Gate(Box.Url, async request =>
        {
            if (isDeleted && request == "POST /api/definitions" && !held.Task.IsCompleted)
            {
                await File.WriteAllTextAsync(Box.PathOf("held"), "");
                await held.Task;
                return false;
            }

            isDeleted |= request == $"DELETE /api/vhosts/{Box.Vhost}";
            return true;
        });
        Box.Good(Make);
        using var script = Box.Start(Through(gate), """
            "$rmq" restore <archive 2>said & restore=$!
            await 'test -e held'; kill -TERM $restore
            await 'test -e released'; code=0; wait $restore || code=$?
            definitions "$vhost" | diff before - >&2
            ls -A tmp; cat said; exit $code
            """);
        await Messages.WaitAsync(() => File.Exists(Box.PathOf("held")));
        // The request that was held never passes; what comes after it does.
        held.SetResult();
        await File.WriteAllTextAsync(Box.PathOf("released"), "");

        var said = await script.StandardOutput.ReadToEndAsync();
        await script.WaitForExitAsync();

        Assert.Equal((4, ""), (script.ExitCode, await script.StandardError.ReadToEndAsync()));
        Assert.Contains("the definitions from before were put back", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_leaves_something_out_is_found_by_comparing()
    {
        var isDeleted = false;
        await using var gate = new Gate(Box.Url, async request =>
        {
            isDeleted |= request == $"DELETE /api/vhosts/{Box.Vhost}";
            // Somebody comes between: the import leaves that queue as it is, and answers 204.
            if (isDeleted && request == "POST /api/definitions" && !File.Exists(Box.PathOf("once")))
                Box.Good("touch once; queue first '{\"durable\": false}'");
            await Task.CompletedTask;
            return true;
        });
        Box.Good(Make);
        File.WriteAllText(Box.PathOf("through"), Through(gate).ToJsonString());

        var (exit, _, errors) = Box.Run(Box.Endpoint(), """
            code=0; SHIELD_ENDPOINT_FILE=$PWD/through "$rmq" restore <archive || code=$?
            definitions "$vhost" | diff before - >&2
            exit $code
            """);

        Assert.Equal(4, exit);
        Assert.Contains(
            "the server did not take all of the archive: queue 'first' of virtual host "
            + $"'{Box.Vhost}' has other durable, arguments", errors, StringComparison.Ordinal);
        Assert.Contains("the definitions from before were put back", errors, StringComparison.Ordinal);
    }

    private JsonObject Through(Gate gate) => Box.Endpoint(("rmq_url", gate.Url), ("overwrite", true));
}
