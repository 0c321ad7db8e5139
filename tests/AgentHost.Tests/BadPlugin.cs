namespace Shield.Agent.Host.Tests;

/// <summary>What is wrong with a plugin, and which checks must see it.</summary>
/// <param name="Fault">Its faults, in words.</param>
/// <param name="As">As what it is checked.</param>
/// <param name="Edits">What of the good plugin is put in other words.</param>
/// <param name="Seen">The checks that fail; no others do.</param>
public sealed record BadPlugin(string Fault, string As, (string From, string To)[] Edits, string[] Seen)
{
    private static readonly string[] EachSize =
    [
        "no bytes at all come back as they were, and go",
        "1 B come back as they were, and go",
        "1 MiB come back as they were, and go",
        "2 MiB come back as they were, and go",
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<BadPlugin> All { get; } =
        [Careless, .. LossyStores, .. UnstoppableStores, .. BlindTargets, .. LazyTargets, Talkative];

    private static BadPlugin Careless =>
        new("it misreads calls and endpoints", "store",
        [
            ("fail 1 \"which action?\"", "exit 0"),
            ("fail 1 \"an unknown action\"", "fail 2 \"an unknown action\""),
            ("fail 1 \"an unknown flag\"", "exit 0"),
            ("jq -e 'type == \"object\"'", "true"),
            ("fail 11", "fail 4"),
            ("fail 12", "fail 4"),
            ("fail 13 \"port is none\"", "true"),
            ("fail 3 \"jq is missing\"", "exit 3"),
        ],
        [
            "a call without an action is refused",
            "an unknown action is refused",
            "an unknown flag is refused",
            "an endpoint that is no JSON is refused",
            "an endpoint that is no object is refused",
            "a call without its key is refused",
            "an endpoint without a required field is refused",
            "a field of the wrong type is refused",
            "without the programs that it runs it fails in words",
        ]);

    private static BadPlugin[] LossyStores =>
    [
        new("it loses the last byte, and cannot be reached", "store",
            [("cat >\"$part\"", "head -c -1 >\"$part\""), ("  validate) [[", "  validate) false && [[")],
            ["validate reaches the store", .. EachSize[1..]]),
        new("its keys do not say whose they are", "store",
            [("-$SHIELD_ARCHIVE_UUID", "-$(cat /proc/sys/kernel/random/uuid)")],
            EachSize),
        new("it lists nothing", "store", [("  list)", "  list) exit 0 ;;\n  nothing)")], EachSize),
        new("it purges nothing", "store", [("rm -f \"$path/$key\"", "exit 0")], EachSize),
        new("it gives what is not there, or not its own", "store",
            [
                ("fail 4 \"there is no such object\"", "exit 0"),
                ("fail 4 \"this is no key of mine\"", "true"),
                ("purge) rm -f", "purge) rm"),
            ],
            [
                .. EachSize,
                "an unknown key is refused, and nothing comes",
                "a key that leads out of the store is refused",
                "an object that is not there counts as purged",
            ]),
    ];

    private static BadPlugin[] UnstoppableStores =>
    [
        new("it says that all is well when it was interrupted", "store",
            [
                ("'forget; exit 4' TERM", "'exit 0' TERM"),
                ("fail 4 \"nobody took the key\"", "true"),
                ("trap - PIPE\n    exec cat \"$path/$key\"", "cat \"$path/$key\"; exit 0"),
            ],
            [
                "SIGTERM before the input has ended leaves nothing",
                "a store whose answer nobody reads leaves nothing",
                "a retrieve whose reader leaves ends, and not with 0",
                "SIGTERM ends a retrieve, and not with 0",
            ]),
        new("it leaves what was interrupted", "store",
            [("part=$path/.part-$$", "part=$path/$name"), ("then rm -f \"$part\"", "then true"),
                ("mv \"$part\" \"$path/$name\"", "true")],
            [
                "SIGTERM before the input has ended leaves nothing",
                "a store whose answer nobody reads leaves nothing",
            ]),
    ];

    private static BadPlugin[] BlindTargets =>
    [
        new("its fingerprint is never the same", "target",
            [("jq -R '{sha256: .[:64]}'", "jq -R '{sha256: .[:64], now: now}'")],
            [
                "the fingerprint stays while nothing changes",
                "a restore succeeds, and brings the fingerprint back",
                "SIGTERM before the input has ended changes nothing",
                "a restore of nothing is refused, and changes nothing",
            ]),
        new("it takes anything, and is blind", "target",
            [
                ("sha256sum <\"$path\" |", "echo same |"),
                ("[[ -s $part ]] ||", "true ||"),
                ("'forget; exit 4' TERM", "'exit 0' TERM"),
                ("trap - PIPE; exec cat \"$path\"", "cat \"$path\"; exit 0"),
                ("  validate) ", "  validate) echo hello; "),
            ],
            [
                "validate reaches the system",
                "the fingerprint shows a change",
                "SIGTERM before the input has ended changes nothing",
                "a restore of nothing is refused, and changes nothing",
                "SIGTERM ends a backup, and not with 0",
                "a backup whose reader leaves ends, and not with 0",
            ]),
    ];

    private static BadPlugin[] LazyTargets =>
    [
        new("it backs up nothing", "target",
            [("trap - PIPE; exec cat \"$path\"", "exit 0")],
            ["a backup succeeds", "a restore succeeds, and brings the fingerprint back"]),
        new("it restores nothing", "target",
            [("mv \"$part\" \"$path\"", "forget")],
            ["a restore succeeds, and brings the fingerprint back"]),
    ];

    private static BadPlugin Talkative =>
        new("it tells its password to everybody", "target",
        [
            ("  validate) ", """
              validate)
                echo "no entry with $password" >&2
                sh -c 'sleep 0.5; :' "$password"
                PASSWORD=$password sleep 0.5
                echo "$password" >"$TMPDIR/left"

            """),
        ],
        [
            "a wrong password is not shown",
            "no file is left behind",
            "no secret was seen in arguments, environments, messages or files",
        ]);

    public override string ToString() => Fault;
}
