using System.Text.Json.Nodes;
using RabbitMQ.Client;

namespace Shield.Plugins.Rabbitmq.Tests;

public sealed class MessagesTests : ServerTests
{
    /// <summary>A header that the client of these tests adds.</summary>
    private const string OfThePublisher = "x-dotnet-pub-seq-no";

    private (string, JsonNode?)[] WithMessages { get; } =
        [("messages", true), ("messages_exclude", new JsonArray("str*"))];

    [Fact]
    public void Messages_come_back_in_their_order_into_queues_of_every_type()
    {
        var output = Box.Good(Box.Endpoint(WithMessages), """
            make_shop
            for q in 'orders / new "%2F" ü' quorum fleeting going first; do
              for i in 1 2 3 4 5; do
                send "$q" "$i of $q" "{\"delivery_mode\": 2, \"priority\": $((1 + i % 3)),
                  \"message_id\": \"m$i\", \"headers\": {\"n\": $i, \"deep\": {\"list\": [1, \"ü\", true]}},
                  \"timestamp\": 1234}"
              done
              messages "$vhost" "$q" >>before
            done
            "$rmq" fingerprint >print; "$rmq" backup >archive
            drop_vhost; "$rmq" restore <archive; "$rmq" fingerprint | diff print -
            for q in 'orders / new "%2F" ü' quorum fleeting going first; do messages "$vhost" "$q"; done |
              diff before -
            wc -l <before
            tar -xf archive; cat messages/0005/part-* | head -n 1 | jq -r '.payload | @base64d'
            """);

        Assert.Equal("25\n1 of quorum", output);
    }

    [Fact]
    public void A_backup_leaves_the_messages_where_they_are_and_marks_them_as_redelivered()
    {
        var output = Box.Good(Box.Endpoint(WithMessages), """
            make_vhost; queue q
            for i in 1 2 3; do send q "$i"; done
            "$rmq" backup >first; "$rmq" backup >second
            for archive in first second; do
              tar -xOf $archive messages/0001/part-000001 | jq -r '[.payload, .redelivered] | join(" ")'
            done
            messages "$vhost" q | jq -r '.[1] | @base64d'
            """);

        Assert.Equal(
            "MQ== false\nMg== false\nMw== false\nMQ== true\nMg== true\nMw== true\n1\n2\n3", output);
    }

    [Fact]
    public async Task Every_kind_of_header_and_byte_survives()
    {
        Box.Good("make_vhost; queue q; queue other");
        await using var connection = await Box.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        await channel.ExchangeDeclareAsync("x", "topic", durable: true);
        await channel.QueueBindAsync("q", "x", "a.*");
        await channel.BasicPublishAsync("x", "a.b", true, Odd(), new byte[] { 0, 10, 255, 0 });
        await channel.BasicPublishAsync("", "q", true, new BasicProperties(), ReadOnlyMemory<byte>.Empty);

        var output = Box.Good(
            Box.Endpoint([.. WithMessages, ("overwrite", true)]),
            """
            # The very first message must not have gone to the queue that its CC header names.
            api DELETE "queues/$vhost/other/contents"
            await '[[ $("$rmq" fingerprint | jq .messages.ready) == 2 ]]'
            "$rmq" backup >archive; "$rmq" restore <archive
            "$rmq" fingerprint | jq .messages.ready
            """);
        await connection.CloseAsync();

        Assert.Equal("2", output);
        await using var after = await Box.ConnectAsync();
        await using var reader = await after.CreateChannelAsync();
        var odd = (await reader.BasicGetAsync("q", true))!;
        var empty = (await reader.BasicGetAsync("q", true))!;
        Assert.Equal("a.b", odd.RoutingKey);
        Assert.Equal(new byte[] { 0, 10, 255, 0 }, odd.Body.ToArray());
        var headers = odd.BasicProperties.Headers!;
        Assert.Equal("x"u8.ToArray(), headers["x-shield-exchange"]);
        headers.Remove("x-shield-exchange");
        headers.Remove(OfThePublisher);
        Assert.Equivalent(Odd().Headers, headers, strict: true);
        Assert.Equal(
            Told(Odd()), Told(odd.BasicProperties));
        Assert.Equal(("", "q", 0), (empty.Exchange, empty.RoutingKey, empty.Body.Length));
        Assert.Null(empty.BasicProperties.Headers?.Keys.FirstOrDefault(key => key != OfThePublisher));
    }

    [Fact]
    public void A_message_in_the_name_of_another_user_keeps_that_name_in_a_header()
    {
        var output = Box.Good(Box.Endpoint([.. WithMessages, ("overwrite", true)]), """
            make_vhost; queue q; v=$vhost
            api PUT "users/$v-app" '{"password": "app", "tags": "management"}'
            api PUT "permissions/$v/$v-app" '{"configure": ".*", "write": ".*", "read": ".*"}'
            echo "user = \"$v-app:app\"" >app; mv curlrc admin; cp app curlrc
            send q text "{\"user_id\": \"$v-app\"}"
            cp admin curlrc
            "$rmq" backup >archive; "$rmq" restore <archive
            messages "$v" q | jq -r --arg user "$v-app" '.[2]
              | [.user_id, .headers["x-shield-user-id"] == $user] | join(" ")'
            """);

        Assert.Equal(" true", output);
    }

    [Fact]
    public async Task What_consumers_hold_is_said_not_to_be_in_the_archive()
    {
        Box.Good("make_vhost; queue q; send q held; send q free");
        await using var connection = await Box.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.BasicGetAsync("q", autoAck: false);

        var output = Box.Good(Box.Endpoint(WithMessages), """
            await '[[ $(api GET "queues/$vhost/q" | jq .messages_unacknowledged) == 1 ]]'
            "$rmq" backup 2>said >archive
            tar -xOf archive messages/0001/part-000001 | jq -r '.payload | @base64d'
            grep -c '1 messages of queue .q. .* are with its consumers' said
            """);

        Assert.Equal("free\n1", output);
    }

    [Fact]
    public async Task A_client_that_goes_on_writing_does_not_keep_a_backup_from_ending()
    {
        Box.Good("make_vhost; queue q; for i in 1 2 3; do send q first; done");
        await using var connection = await Box.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        using var stop = new CancellationTokenSource();
        var writes = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
                await channel.BasicPublishAsync("", "q", "more"u8.ToArray());
        });

        var output = Box.Good(Box.Endpoint(WithMessages), """
            "$rmq" backup >archive
            tar -xf archive
            head -n 3 messages/0001/part-000001 | jq -r '.payload | @base64d'
            """);
        await stop.CancelAsync();
        await writes;

        Assert.Equal("first\nfirst\nfirst", output);
    }

    [Fact]
    public void Without_the_field_messages_are_neither_backed_up_nor_restored_and_that_is_said()
    {
        var all = Box.Endpoint(WithMessages);
        File.WriteAllText(Box.PathOf("all"), all.ToJsonString());

        var output = Box.Good("""
            make_vhost; queue q; send q text
            "$rmq" backup | tar -t
            SHIELD_ENDPOINT_FILE=$PWD/all "$rmq" backup >archive; drop_vhost
            "$rmq" restore <archive 2>said
            grep -o '1 messages of the archive are left out' said
            messages "$vhost" q
            """);

        Assert.Equal(
            "manifest.json\ndefinitions.json\nend.json\n1 messages of the archive are left out", output);
    }

    private static BasicProperties Odd() => new()
    {
        ContentType = "text/x", ContentEncoding = "gzip", DeliveryMode = DeliveryModes.Persistent,
        Priority = 9, CorrelationId = "c", ReplyTo = "r", Expiration = "90000", MessageId = "m",
        Timestamp = new AmqpTimestamp(77), Type = "t", UserId = "shield", AppId = "a",
        Headers = new Dictionary<string, object?>
        {
            ["bool"] = true, ["sbyte"] = (sbyte)-1, ["byte"] = (byte)200, ["short"] = (short)-300,
            ["ushort"] = (ushort)60000, ["int"] = -70000, ["uint"] = 4000000000u, ["long"] = long.MinValue,
            ["float"] = 1.5f, ["double"] = 1e-300, ["decimal"] = 12.34m,
            ["text"] = "ü\n"u8.ToArray(), ["raw"] = new byte[] { 0xff, 0xfe, 0 }, ["null"] = null,
            ["time"] = new AmqpTimestamp(5),
            ["table"] = new Dictionary<string, object?>
            {
                ["deep"] = new List<object?> { 1, "a"u8.ToArray() },
            },
            ["CC"] = new List<object?> { "other"u8.ToArray() },
        },
    };

    private static (string?, string?, DeliveryModes, byte, string?, string?, string?, string?, long, string?,
        string?, string?) Told(IReadOnlyBasicProperties p) =>
        (p.ContentType, p.ContentEncoding, p.DeliveryMode, p.Priority, p.CorrelationId, p.ReplyTo,
            p.Expiration, p.MessageId, p.Timestamp.UnixTime, p.Type, p.UserId, p.AppId);
}
