using System.Text.Json.Nodes;

namespace Shield.Plugins.Rabbitmq.Tests;

public sealed class ValidationTests : ServerTests
{
    public static TheoryData<string, string?, int, string> Faults => new()
    {
        { "rmq_password", "wrong", 4, "rejected the name or the password" },
        { "rmq_url", "http://127.0.0.1:1", 4, "is rmq_url right, and the management plugin enabled" },
        { "rmq_url", "http://user:hidden-one@127.0.0.1:1", 13, "must not hold a name or password" },
        { "rmq_url", "ftp://127.0.0.1", 13, "must begin with http:// or https://" },
        { "rmq_url", null, 12, "'rmq_url' is required" },
        { "rmq_username", null, 12, "'rmq_username' is required" },
        { "amqp_url", "http://127.0.0.1", 13, "must begin with amqp:// or amqps://" },
        { "amqp_url", "amqp://127.0.0.1:1", 4, "say in amqp_url where it is" },
        { "ca_cert", "-----BEGIN CERTIFICATE-----\n", 13, "has no certificate that can be read" },
        { "vhost", "nowhere", 4, "there is no virtual host 'nowhere'" },
        { "messages", "perhaps", 13, "must be true or false" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_named_with_what_to_do(string field, string? value, int exit, string said)
    {
        foreach (var action in new[] { "validate", "backup" })
        {
            var result = Box.Run(
                Box.Endpoint(("messages", true), (field, value)),
                $"make_vhost; queue q; \"$rmq\" {action}");

            Assert.Equal((exit, ""), (result.Exit, result.Output));
            Assert.Contains(said, result.Errors, StringComparison.Ordinal);
            Assert.DoesNotContain("hidden-one", result.Errors, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("", "Not management user")]
    [InlineData("monitoring", "is no administrator")]
    public void An_account_that_is_no_administrator_is_told_so(string tags, string said)
    {
        var (exit, _, errors) = Box.Run(As("plain"), $$"""
            make_vhost; api PUT "users/$vhost-plain" '{"password": "secret-word", "tags": "{{tags}}"}'
            "$rmq" validate
            """);

        Assert.Equal(4, exit);
        Assert.Contains(said, errors, StringComparison.Ordinal);
        Assert.Contains($"rabbitmqctl set_user_tags {Box.Vhost}-plain administrator", errors,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Rights_that_messages_need_are_named()
    {
        var (exit, _, errors) = Box.Run(As("boss"), """
            make_vhost; api PUT "users/$vhost-boss" '{"password": "secret-word", "tags": "administrator"}'
            "$rmq" validate
            """);

        Assert.Equal(4, exit);
        Assert.Contains("rabbitmqctl set_permissions -p", errors, StringComparison.Ordinal);
        Assert.Contains("access to vhost", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_rights_of_the_page_suffice_for_everything()
    {
        var endpoint = As("boss");
        endpoint["overwrite"] = true;

        var output = Box.Good(endpoint, """
            make_vhost; queue q; send q text
            api PUT "users/$vhost-boss" '{"password": "secret-word", "tags": "administrator"}'
            api PUT "permissions/$vhost/$vhost-boss" '{"configure": ".*", "write": ".*", "read": ".*"}'
            "$rmq" validate; "$rmq" fingerprint >print
            "$rmq" backup >archive; "$rmq" restore <archive; "$rmq" fingerprint | diff print -
            drop_vhost; "$rmq" restore <archive; "$rmq" fingerprint | diff print -
            messages "$vhost" q | jq -r '.[1] | @base64d'
            """);

        Assert.Equal("text", output);
    }

    private JsonObject As(string user) => Box.Endpoint(
        ("messages", true), ("rmq_username", $"{Box.Vhost}-{user}"), ("rmq_password", "secret-word"));
}
