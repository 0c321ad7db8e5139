namespace Shield.Plugins.Redis.Tests;

public sealed class SecrecyTests() : ServerTests
{
    [Fact]
    public void No_process_shows_the_password_and_nothing_is_left_of_it()
    {
        var endpoint = Box.EndpointWith(
            ("redis_username", "canary"), ("redis_password", "canary:$ecret-of-redis"),
            ("redis_staging_dir", null));
        File.WriteAllText(Box.PathOf("canary"), "canary:$ecret-of-redis");

        var output = Box.Good(endpoint, """
            # Not in the script itself, which every fork of this shell shows as its arguments.
            canary=$(cat canary); export TMPDIR=$PWD/tmp; mkdir tmp
            make_much 20; r ACL SETUSER canary on ">$canary" '~*' +@all >/dev/null
            watch() {
              while kill -0 $1 2>/dev/null; do
                for pid in $1 $(pgrep -P $1); do
                  if grep -aqF "$canary" /proc/$pid/cmdline /proc/$pid/environ 2>/dev/null; then
                    echo "process $pid shows it"; fi
                done
                looks=$((looks + 1))
                if [[ -n $(ls -A tmp) ]] && grep -rqF "$canary" tmp; then echo 'a file shows it'; fi
              done
              wait $1 || echo "exit $?"
            }
            looks=0
            for action in validate fingerprint backup restore; do
              if [[ $action == restore ]]; then "$redis" restore <archive 2>>said & else
                "$redis" $action >archive-$action 2>>said & fi
              watch $!
              if [[ $action == backup ]]; then cp archive-backup archive; fi
            done
            ((looks >= 4)) || echo "looked $looks times"
            # Nor when the server repeats what it was told, or refuses it.
            r ACL SETUSER canary off >/dev/null; "$redis" validate 2>>said && echo 'let in'
            grep -F "$canary" said archive-fingerprint || true
            ls -A tmp; grep -rlF "$canary" /dev/shm tmp 2>/dev/null || true
            """);

        Assert.Empty(output);
    }
}
