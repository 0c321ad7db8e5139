using System.Text;
using System.Text.Json.Nodes;
using Shield.Plugins.Rabbitmq.Archive;

namespace Shield.Plugins.Rabbitmq.Tests;

public sealed class RefusalTests : ServerTests
{
    private const string Small = """
        make_vhost; queue q; queue other '{"durable": true, "arguments": {"x-max-length": 50}}'
        for i in 1 2 3; do send q "$i"; done
        """;

    private const string State = """
        state() {
          definitions "$vhost"; messages "$vhost" q; api GET vhosts | jq -r '.[].name' | grep "^$vhost"
        }
        """;

    /// <summary>Restores what a script puts into <c>bad</c>, and sees that nothing has changed.</summary>
    private const string Refused = State + """

        state >before
        code=0; "$rmq" restore <bad || code=$?
        state | diff before - >&2
        ls -A tmp >&2
        exit $code
        """;

    private JsonObject All => Box.Endpoint(("messages", true), ("overwrite", true));

    [Fact]
    public void A_cut_or_flipped_archive_changes_nothing()
    {
        var output = Box.Good(All, $$"""
            {{Small}}
            {{State}}
            "$rmq" backup >archive; state >before; size=$(stat -c %s archive)
            # $1: what it has to say; standard input: an archive.
            refuse() {
              local code=0
              cat >bad; "$rmq" restore <bad 2>said || code=$?
              if ((code != 4)) || ! grep -q "$1.*nothing was changed" said; then
                echo "exit code $code for '$1': $(<said)"
              fi
            }
            refuse 'the archive is empty' </dev/null
            refuse 'no archive of this plugin' <<<'{}'
            refuse 'no archive of this plugin' < <(head -c 100 archive)
            refuse 'the archive is damaged' < <(head -c 2000 archive)
            for cut in 1 512 1024; do
              refuse 'the archive is damaged' < <(head -c $((size - cut)) archive)
            done
            refuse 'it has no end.json' < <(head -c $((size - 3072)) archive)
            refuse 'the archive is damaged' < <(cat archive; printf x)
            for flip in 's/"payload":"MQ/"payload":"MA/' 's/x-max-length":50/x-max-length":51/' \
              's/"sha256":"./"sha256":"x/'; do
              if sed "$flip" archive | cmp -s - archive; then echo "$flip flips nothing"; fi
              refuse 'the archive is damaged' < <(sed "$flip" archive)
            done
            state | diff before -; ls -A tmp
            """);

        Assert.Empty(output);
    }

    [Theory]
    [InlineData("{}", "lack 'vhosts'")]
    [InlineData("", "are no JSON")]
    [InlineData("[]", "are no JSON object")]
    [InlineData("{\"vhosts\": [{\"nome\": \"x\"}]}", "have 'vhosts' in another form")]
    public void Definitions_that_RabbitMQ_would_take_in_silence_are_refused(string definitions, string why)
    {
        WriteArchive(definitions);

        var (exit, _, errors) = Box.Run(All, Small + "\n" + Refused);

        Assert.Equal(4, exit);
        Assert.Contains(why, errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Objects_with_other_arguments_are_named_before_anything_changes()
    {
        var (exit, _, errors) = Box.Run(Box.Endpoint(), $$$"""
            {{{Small}}}
            "$rmq" backup >bad
            api DELETE "queues/$vhost/other"
            queue other '{"durable": true, "arguments": {"x-max-length": 9}}'
            api DELETE "queues/$vhost/q"; queue q '{"durable": false}'
            {{{Refused}}}
            """);

        Assert.Equal(4, exit);
        Assert.Contains($"queue 'other' of virtual host '{Box.Vhost}' exists with other arguments", errors,
            StringComparison.Ordinal);
        Assert.Contains($"queue 'q' of virtual host '{Box.Vhost}' exists with other durable", errors,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Messages_are_restored_into_empty_queues_only()
    {
        var (exit, _, errors) = Box.Run(
            Box.Endpoint(("messages", true)), $"{Small}\n\"$rmq\" backup >bad\n{Refused}");

        Assert.Equal(4, exit);
        Assert.Contains("queue 'q' of virtual host", errors, StringComparison.Ordinal);
        Assert.Contains("is not empty", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void An_archive_of_one_virtual_host_is_not_restored_without_a_name()
    {
        var (exit, _, errors) = Box.Run(
            Box.Endpoint(("vhost", null)),
            $"""
            {Small}
            jq --arg v "$vhost" '.vhost = $v' endpoint >one
            SHIELD_ENDPOINT_FILE=$PWD/one "$rmq" backup >bad
            {Refused}
            """);

        Assert.Equal(4, exit);
        Assert.Contains("say in vhost which one it is to become", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void What_this_server_cannot_make_is_found_in_a_trial()
    {
        WriteArchive($$$"""
            {"vhosts": [{"name": "{{{Box.Vhost}}}"}], "permissions": [], "parameters": [], "policies": [],
             "bindings": [], "queues": [], "exchanges": [{"name": "x", "vhost": "{{{Box.Vhost}}}",
             "type": "x-unknown", "durable": true, "auto_delete": false, "internal": false, "arguments": {}}]}
            """);

        var (exit, _, errors) = Box.Run(All, Small + "\n" + Refused);

        Assert.Equal(4, exit);
        Assert.Contains("unknown exchange type 'x-unknown'", errors, StringComparison.Ordinal);
        Assert.Contains("nothing was changed", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void When_an_import_fails_after_all_the_definitions_from_before_are_put_back()
    {
        WriteArchive($$$"""
            {"vhosts": [{"name": "{{{Box.Vhost}}}"}], "permissions": [], "policies": [], "bindings": [],
             "queues": [], "exchanges": [], "parameters": [{"vhost": "{{{Box.Vhost}}}", "name": "n",
             "component": "unknown", "value": {"uri": "amqp://app:hidden-one@host"}}]}
            """);

        var (exit, _, errors) = Box.Run(All, $"{Small}\napi DELETE queues/$vhost/q/contents\n{Refused}");

        Assert.Equal(4, exit);
        Assert.Contains("component unknown not found", errors, StringComparison.Ordinal);
        Assert.Contains("the definitions from before were put back", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-one", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_backup_names_the_queues_whose_messages_it_cannot_take()
    {
        var (exit, output, errors) = Box.Run(Box.Endpoint(("messages", true)), """
            make_vhost
            queue s '{"durable": true, "arguments": {"x-queue-type": "stream"}}'
            queue l '{"durable": true, "arguments": {"x-queue-type": "quorum", "x-delivery-limit": 3}}'
            queue p '{"durable": true, "arguments": {"x-queue-type": "quorum"}}'
            api PUT "policies/$vhost/p" '{"pattern": "^p", "definition": {"delivery-limit": 7}}'
            await '[[ $(api GET "queues/$vhost/p" | jq .effective_policy_definition) == *7* ]]'
            "$rmq" backup
            """);

        Assert.Equal((4, ""), (exit, output));
        Assert.Contains("queue 's'", errors, StringComparison.Ordinal);
        Assert.Contains("queue 'l' of virtual host", errors, StringComparison.Ordinal);
        Assert.Contains("it has a delivery limit of 3", errors, StringComparison.Ordinal);
        Assert.Contains("it has a delivery limit of 7", errors, StringComparison.Ordinal);
        Assert.Contains("name it in messages_exclude", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_queue_that_rejects_a_message_fails_the_restore()
    {
        var (exit, _, errors) = Box.Run(All, """
            make_vhost
            queue q '{"durable": true, "arguments": {"x-max-length": 3, "x-overflow": "reject-publish"}}'
            for i in 1 2 3; do send q "$i"; done
            "$rmq" backup >archive
            api PUT "operator-policies/$vhost/less" '{"pattern": ".*", "definition": {"max-length": 1}}'
            jq '.vhost += "-less" | .overwrite = false' endpoint >less
            make_vhost "$vhost-less"
            queue() { api PUT "queues/$vhost-less/$1" "$2"; }
            queue q '{"durable": true, "arguments": {"x-max-length": 3, "x-overflow": "reject-publish"}}'
            api PUT "operator-policies/$vhost-less/less" '{"pattern": ".*", "definition": {"max-length": 1}}'
            await '[[ $(api GET "queues/$vhost-less/q" | jq .operator_policy) == *less* ]]'
            SHIELD_ENDPOINT_FILE=$PWD/less "$rmq" restore <archive
            """);

        Assert.Equal(4, exit);
        Assert.Contains("the queue rejects it", errors, StringComparison.Ordinal);
    }

    private void WriteArchive(string definitions)
    {
        using var file = File.Create(Box.PathOf("bad"));
        using var archive = new ArchiveWriter(file, DateTimeOffset.UnixEpoch);
        archive.WriteHead(new Manifest("3.10.8", Box.Vhost, false), Encoding.UTF8.GetBytes(definitions));
        archive.WriteEnd();
    }
}
