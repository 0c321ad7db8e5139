using System.Text.Json.Nodes;

namespace Shield.Plugins.Rabbitmq.Tests;

public sealed class DefinitionsTests : ServerTests
{
    [Fact]
    public void A_virtual_host_comes_back_with_all_its_definitions()
    {
        var output = Box.Good("""
            make_shop
            definitions "$vhost" >before; "$rmq" fingerprint >print
            "$rmq" backup >archive
            drop_vhost
            "$rmq" restore <archive
            definitions "$vhost" | diff before -
            "$rmq" fingerprint | diff print -
            jq -r '[.queues, .bindings, .policies, .parameters, .permissions] | map(.count) | join(" ")' print
            """);

        Assert.Equal("6 4 1 2 2", output);
    }

    [Fact]
    public void What_was_changed_after_the_backup_is_undone_by_overwriting()
    {
        Box.Good(Box.Endpoint(("overwrite", true)), """
            make_shop; definitions "$vhost" >before; "$rmq" backup >archive
            v=$(escaped "$vhost")
            queue newer; api DELETE "queues/$v/first"; api DELETE "queues/$v/fleeting"
            queue fleeting '{"durable": true, "arguments": {"x-max-length": 2}}'
            api PUT "policies/$v/limits" '{"pattern": "x", "definition": {"max-length": 8}}'
            "$rmq" restore <archive
            definitions "$vhost" | diff before -
            """);
    }

    [Fact]
    public void Restoring_twice_without_overwriting_adds_what_is_missing_and_keeps_what_is_new()
    {
        var output = Box.Good("""
            make_shop; definitions "$vhost" >before; "$rmq" backup >archive
            queue newer; api DELETE "queues/$(escaped "$vhost")/first"
            "$rmq" restore <archive; "$rmq" restore <archive 2>said
            (definitions "$vhost" | diff before - || true) | grep '^[<>] *"name"'
            grep -o "queue 'newer'" said
            """);

        Assert.Equal(">       \"name\": \"newer\"\nqueue 'newer'", output);
    }

    [Fact]
    public void A_virtual_host_can_be_restored_under_another_name_and_leaves_the_first_alone()
    {
        var other = Box.Endpoint(("vhost", $"{Box.Vhost} / ö"));
        File.WriteAllText(Box.PathOf("other"), other.ToJsonString());

        var output = Box.Good("""
            make_shop; definitions "$vhost" >before; "$rmq" backup >archive; "$rmq" fingerprint >print
            SHIELD_ENDPOINT_FILE=$PWD/other "$rmq" restore <archive
            definitions "$vhost" | diff before -
            here() {
              api GET "definitions/$(escaped "$1")" | jq -S '[.queues, .exchanges, .bindings] | map(sort)'
            }
            diff <(here "$vhost") <(here "$vhost / ö")
            SHIELD_ENDPOINT_FILE=$PWD/other "$rmq" fingerprint | jq -c .queues | diff <(jq -c .queues print) -
            api GET "vhosts/$(escaped "$vhost / ö")/permissions" | jq -r '.[].user'
            """);

        Assert.Equal("shield", output);
    }

    [Fact]
    public void A_virtual_host_of_another_name_that_is_overwritten_keeps_its_own_permissions()
    {
        var other = Box.Endpoint(("vhost", $"{Box.Vhost}-other"), ("overwrite", true));
        File.WriteAllText(Box.PathOf("other"), other.ToJsonString());

        Box.Good("""
            make_shop; "$rmq" backup >archive
            make_vhost "$vhost-other"
            api PUT "permissions/$vhost-other/$vhost-clerk" '{"configure": "", "write": "", "read": "own"}'
            permissions() { api GET "vhosts/$vhost-other/permissions" | jq -S 'sort_by(.user)'; }
            permissions >before
            SHIELD_ENDPOINT_FILE=$PWD/other "$rmq" restore <archive
            permissions | diff before -
            """);
    }

    [Fact]
    public void An_empty_virtual_host_comes_back_empty()
    {
        Box.Good(Box.Endpoint(("messages", true)), """
            make_vhost; definitions "$vhost" >before; "$rmq" backup >archive; drop_vhost
            "$rmq" restore <archive; definitions "$vhost" | diff before -
            """);
    }

    [Fact]
    public void An_archive_is_used_without_Shield_by_stock_programs()
    {
        Box.Good("""
            make_shop; definitions "$vhost" >before; "$rmq" backup >archive; drop_vhost
            tar -xf archive
            jq -r '"\(.sha256)  -"' end.json >sum
            head -c "$(jq .bytes end.json)" archive | sha256sum | diff sum -
            api POST definitions @definitions.json
            definitions "$vhost" | diff before -
            """);
    }

    [Fact]
    public void Permissions_of_users_that_are_gone_are_left_out_and_named()
    {
        var output = Box.Good("""
            make_shop; "$rmq" backup >archive; drop_vhost; api DELETE "users/$vhost-clerk"
            "$rmq" restore <archive 2>said
            grep -c "permissions are left out.*'$vhost-clerk'" said
            """);

        Assert.Equal("1", output);
    }

    [Fact]
    public void A_backup_with_TLS_trusts_the_given_authority_alone()
    {
        JsonObject Secure(params (string, JsonNode?)[] fields) => Box.Endpoint(
            [("rmq_url", Box.SecureUrl), ("amqp_url", Box.SecureAmqpUrl), ("messages", true), .. fields]);

        Box.Good("make_vhost; queue q; send q secret");
        var refused = Box.Run(Secure(), "\"$rmq\" validate");
        Box.Good(Secure(("ca_cert", File.ReadAllText(Box.PathOf("ca.pem")))), "\"$rmq\" validate");
        Box.Good(Secure(("skip_ssl_validation", "yes")), """
            "$rmq" backup >archive; drop_vhost; "$rmq" restore <archive; messages "$vhost" q | grep -q .
            """);

        Assert.Equal(4, refused.Exit);
        Assert.Contains(
            "give the authority that signed it in ca_cert", refused.Errors, StringComparison.Ordinal);
    }
}
