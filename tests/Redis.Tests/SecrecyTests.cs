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
            # It begins when it is watched.
            run() { until [[ -e seen-$1 ]]; do sleep 0.01; done; exec "$redis" "$1"; }
            watch() {
              perl "$root/tests/Servers/find-secret.pl" "$1" canary "seen-$2" & local looking=$!
              while kill -0 "$1" 2>/dev/null; do
                if [[ -n $(ls -A tmp) ]] && grep -rqF "$canary" tmp; then echo 'a file shows it'; fi
                sleep 0.05
              done
              wait $looking; wait "$1" || echo "exit $?"
            }
            for action in validate fingerprint backup restore; do
              if [[ $action == restore ]]; then run restore <archive 2>>said & else
                run $action >archive-$action 2>>said & fi
              watch $! $action
              [[ -s seen-$action ]] || echo "$action was not looked at"
              if [[ $action == backup ]]; then cp archive-backup archive; fi
            done
            # Nor when the server repeats what it was told, or refuses it.
            r ACL SETUSER canary off >/dev/null; "$redis" validate 2>>said && echo 'let in'
            grep -F "$canary" said archive-fingerprint || true
            ls -A tmp; grep -rlF "$canary" /dev/shm tmp 2>/dev/null || true
            """);

        Assert.Empty(output);
    }
}
