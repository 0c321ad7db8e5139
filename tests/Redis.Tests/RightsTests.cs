namespace Shield.Plugins.Redis.Tests;

/// <summary>The rights that docs/plugins/redis.md names, no more and no less.</summary>
public sealed class RightsTests() : ServerTests
{
    [Theory]
    [InlineData(1, "network")]
    [InlineData(2, "file")]
    public void The_documented_rights_suffice_and_validate_misses_each_of_them(int place, string method)
    {
        var endpoint = Box.EndpointWith(
            ("redis_username", "shield"), ("redis_password", "canary-password"), ("redis_method", method));

        var output = Box.Good(endpoint, $$"""
            make_all; state >before
            rule=$(grep '^ACL SETUSER shield ' "$root/docs/plugins/redis.md" | sed -n '{{place}}p')
            rule=${rule/PASSWORD/canary-password}
            r $rule >/dev/null
            "$redis" validate 2>/dev/null; "$redis" fingerprint >print; "$redis" backup >archive
            r FLUSHALL >/dev/null; r FUNCTION FLUSH >/dev/null; "$redis" restore <archive
            state | diff before -; "$redis" fingerprint | diff print -
            tried=0
            for right in $(grep -oE '\+[a-z|]+' <<<"$rule"); do
              r ACL SETUSER shield "-${right#+}" >/dev/null; tried=$((tried + 1))
              if "$redis" validate 2>said; then echo "validate does not miss $right"; fi
              grep -q 'NOPERM' said || cat said
              r $rule >/dev/null
            done
            ((tried > 6)) || echo "only $tried"
            """);

        Assert.Empty(output);
    }
}
