namespace Shield.Plugins.Fs.Tests;

/// <summary>A tree of everything that breaks naive copies, and what other tools say of a tree.</summary>
internal static class NastyTree
{
    public const string Make = """
        mkdir -p "$1" && cd "$1"
        mkdir -p -- 'a dir/deep/er' empty '-rf' $'new\nline' $'\xff\xfe'
        printf hello > 'a dir/file'; printf x > './-rf/--help'
        printf y > $'new\nline/a\nb'; printf z > $'\xff\xfe/\x80name'
        printf 'q' > $'quote"\'`$(x)*?[a]'; : > empty/nothing; printf tail > 'a dir/deep/er/tail '
        ln 'a dir/file' 'a dir/hard'; ln 'a dir/file' './-rf/hard too'
        ln -s /etc/passwd absolute; ln -s ../../.. upwards; ln -s 'a dir' folder-link; ln -s nowhere dangling
        ln -s "$(printf 'x%.0s' {1..300})" long-link
        mkfifo pipe
        head -c 3000000 /dev/urandom > random
        truncate -s 50M sparse; printf middle | dd of=sparse conv=notrunc bs=1 seek=25000000 status=none
        long=$(printf 'n%.0s' {1..200}); mkdir -p "$long/$long"; printf long > "$long/$long/$long"
        setfattr -n user.colour -v blue 'a dir/file'; setfattr -n user.empty empty
        setfattr -n user.bin -v 0x00ff00 random
        setfacl -m u:1:rw 'a dir/deep/er/tail '; setfacl -d -m u:1:rwx 'a dir/deep'
        printf s > setuid; chmod 6755 setuid; printf o > owned; chmod 0 owned; chmod 1777 empty
        if [ "$(id -u)" = 0 ]; then chown 1234:5678 owned; chown -h 1234:5678 dangling; mknod device c 1 3; fi
        touch -d '2001-02-03 04:05:06.123456789' 'a dir/file' 'a dir/deep' $'\xff\xfe'
        touch -h -d '1999-12-31 23:59:59.987654321' dangling
        touch -d '1985-10-26 01:21:00.000000001' .
        """;

    /// <summary>Type, mode, owner, link count, time, size and link of every entry, with its name,
    /// sorted.</summary>
    public const string Listing = """
        (cd "$1" && find . -printf '%y %m %U:%G %n %T@ %s %l %p\0' |
            sed -z -E 's/^(d [^ ]+ [^ ]+ [0-9]+ [^ ]+) [0-9]+/\1/' | sort -z | tr '\0' '\n')
        """;

    public const string Attributes = """
        (cd "$1" && find . -print0 | sort -z | xargs -0 getfattr -h -d -m - -e hex -- &&
            getfacl -R -P -n . 2>/dev/null)
        """;

    public const string Contents = """
        (cd "$1" && find . -type f -print0 | sort -z | xargs -0 sha256sum -z | tr '\0' '\n')
        """;

    public const string Blocks = """(cd "$1" && find . -type f -name sparse -printf '%b')""";

    /// <summary>A script as a function that takes a folder.</summary>
    public static string With(string folder, string script) => $"f() {{ {script}\n}}; f '{folder}'";
}
