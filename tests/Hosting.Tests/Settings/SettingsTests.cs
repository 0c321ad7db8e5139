using Microsoft.Extensions.Logging;
using Shield.Silo.Hosting.Settings;

namespace Shield.Silo.Hosting.Tests.Settings;

public sealed class SettingsTests
{
    [Fact]
    public void Without_a_word_every_default_holds()
    {
        var settings = Good(("HOME", "/home/ann"));

        Assert.Equal("/home/ann/.local/share/shield", settings.Home);
        Assert.Equal(new Uri("http://127.0.0.1:8888"), settings.Listen);
        Assert.Equal("127.0.0.1:5444", settings.Agent?.Value);
        Assert.Empty(settings.PluginPath);
        Assert.Equal("127.0.0.1:0", settings.Silo.ToString());
        Assert.Equal(5, settings.Workers);
        Assert.Equal(TimeZoneInfo.Utc, settings.TimeZone);
        Assert.Equal(TimeSpan.FromHours(12), settings.TaskTimeout);
        Assert.Equal((TimeSpan.FromDays(90), TimeSpan.FromDays(365)),
            (settings.History.Tasks, settings.History.PurgedArchives));
        Assert.Equal("thishost", settings.Name);
        Assert.False(settings.DevMode);
        Assert.Equal(LogLevel.Information, settings.Log);
    }

    [Fact]
    public void The_environment_says_everything()
    {
        var settings = Good(
            ("SHIELD_HOME", "/srv/shield"), ("SHIELD_LISTEN", "http://localhost:0"),
            ("SHIELD_AGENT", "Db1:5444"),
            ("SHIELD_PLUGIN_PATH", "/a:/b"), ("SHIELD_SILO", "[::1]:11111"), ("SHIELD_WORKERS", "9"),
            ("SHIELD_TIMEZONE", "UTC"), ("SHIELD_TASK_TIMEOUT", "90s"), ("SHIELD_NAME", "prod"),
            ("SHIELD_MODE", "DEV"), ("SHIELD_LOG", "warn"));

        Assert.Equal("/srv/shield", settings.Home);
        Assert.Equal("http://localhost:0/", settings.Listen.AbsoluteUri);
        Assert.Equal("db1:5444", settings.Agent?.Value);
        Assert.Equal(["/a", "/b"], settings.PluginPath);
        Assert.Equal("[::1]:11111", settings.Silo.ToString());
        Assert.Equal(9, settings.Workers);
        Assert.Equal(TimeSpan.FromSeconds(90), settings.TaskTimeout);
        Assert.Equal("prod", settings.Name);
        Assert.True(settings.DevMode);
        Assert.Equal(LogLevel.Warning, settings.Log);
    }

    [Fact]
    public void The_file_holds_what_the_environment_does_not_say()
    {
        var reading = Read(
            """
            {
              // Text or number.
              "SHIELD_WORKERS": 7,
              "SHIELD_NAME": "from the file",
            }
            """,
            ("HOME", "/home/ann"), ("SHIELD_NAME", "from the environment"), ("SHIELD_WORKERS", ""));

        Assert.Equal(7, reading.Settings!.Workers);
        Assert.Equal("from the environment", reading.Settings.Name);
    }

    [Theory]
    [InlineData("1s", 1)]
    [InlineData("30m", 1800)]
    [InlineData("12h", 43200)]
    [InlineData("30d", 2592000)]
    public void A_deadline_is_a_number_and_a_unit(string text, int seconds) =>
        Assert.Equal(
            TimeSpan.FromSeconds(seconds), Good(("HOME", "/h"), ("SHIELD_TASK_TIMEOUT", text)).TaskTimeout);

    [Theory]
    [InlineData("SHIELD_LISTEN", "127.0.0.1:8888")]
    [InlineData("SHIELD_LISTEN", "http://backup.example.com:8888")]
    [InlineData("SHIELD_LISTEN", "ftp://127.0.0.1:8888")]
    [InlineData("SHIELD_LISTEN", "http://127.0.0.1:8888/shield")]
    [InlineData("SHIELD_AGENT", "localhost")]
    [InlineData("SHIELD_PLUGIN_PATH", "plugins:/b")]
    [InlineData("SHIELD_SILO", "10.0.0.5")]
    [InlineData("SHIELD_SILO", "localhost")]
    [InlineData("SHIELD_WORKERS", "0")]
    [InlineData("SHIELD_WORKERS", "257")]
    [InlineData("SHIELD_WORKERS", "five")]
    [InlineData("SHIELD_TIMEZONE", "Middle/Earth")]
    [InlineData("SHIELD_TASK_TIMEOUT", "12")]
    [InlineData("SHIELD_TASK_TIMEOUT", "h")]
    [InlineData("SHIELD_TASK_TIMEOUT", "0s")]
    [InlineData("SHIELD_TASK_TIMEOUT", "31d")]
    [InlineData("SHIELD_TASK_TIMEOUT", "-1h")]
    [InlineData("SHIELD_MODE", "dev")]
    [InlineData("SHIELD_LOG", "loud")]
    public void A_wrong_value_is_one_line_that_names_it(string name, string value)
    {
        var reading = Read(null, ("HOME", "/home/ann"), (name, value));

        Assert.Null(reading.Settings);
        var fault = Assert.Single(reading.Faults);
        Assert.StartsWith($"{name} is \"{value}\": expected ", fault, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault);
    }

    [Fact]
    public void Every_fault_is_said_at_once()
    {
        var reading = Read(
            """{"SHIELD_COLOUR": "blue", "SHIELD_HOME": "/x", "SHIELD_MODE": true}""",
            ("SHIELD_WORKERS", "0"), ("SHIELD_LOG", "loud"), ("SHIELD_AGENT", "nowhere"));

        Assert.Null(reading.Settings);
        Assert.Equal(7, reading.Faults.Count);
        Assert.All(
            (string[])["COLOUR", "HOME, which", "SHIELD_MODE", "HOME is not", "WORKERS", "LOG", "AGENT"],
            part => Assert.Contains(reading.Faults, fault => fault.Contains(part, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Host=db;Database=shield;Username=me;Password=secret", "db:5432/shield")]
    [InlineData("Server=db;Port=6432;DB=shield", "db:6432/shield")]
    [InlineData("postgresql://me:sec%72et@db/shield?sslmode=verify-full", "db:5432/shield")]
    [InlineData("postgres://db:6432/shield", "db:6432/shield")]
    public void A_database_is_named_by_words_or_by_a_url_and_shows_no_password(string text, string place)
    {
        var settings = Good(("HOME", "/home/ann"), ("SHIELD_DATABASE", text));

        Assert.Equal(place, settings.Database?.ToString());
        Assert.DoesNotContain("secret", settings.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=db;Password=canary")]
    [InlineData("Database=shield;Password=canary")]
    [InlineData("Host=db;Database=shield;Colour=canary")]
    [InlineData("Host=db;Database=shield;Port=canary")]
    [InlineData("postgresql://me:canary@db")]
    [InlineData("mysql://me:canary@db/shield")]
    [InlineData("canary")]
    public void A_database_that_cannot_be_one_is_refused_without_repeating_it(string text)
    {
        var reading = Read(null, ("HOME", "/home/ann"), ("SHIELD_DATABASE", text));

        var fault = Assert.Single(reading.Faults);
        Assert.StartsWith("SHIELD_DATABASE does not say how to reach", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_can_be_named_in_a_file_of_its_own()
    {
        var settings = Good(("HOME", "/home/ann"), ("SHIELD_DATABASE_FILE", "/run/secrets/db"));

        Assert.Equal("db:5432/shield", settings.Database?.Place);
    }

    [Fact]
    public void A_file_with_the_database_that_cannot_be_read_is_a_fault_and_so_is_naming_it_twice()
    {
        var gone = Read(null, ("HOME", "/h"), ("SHIELD_DATABASE_FILE", "/gone"));
        var both = Read(
            null, ("HOME", "/h"), ("SHIELD_DATABASE_FILE", "/gone"), ("SHIELD_DATABASE", "Host=db"));

        Assert.Equal("SHIELD_DATABASE_FILE is \"/gone\", which cannot be read", Assert.Single(gone.Faults));
        Assert.EndsWith("are both set: leave one out", Assert.Single(both.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_database_there_is_an_agent_only_if_it_has_a_name()
    {
        const string Database = "Host=db;Database=shield";

        Assert.Null(Good(("HOME", "/h"), ("SHIELD_DATABASE", Database)).Agent);
        Assert.Equal("db1:5444", Good(
            ("HOME", "/h"), ("SHIELD_DATABASE", Database), ("SHIELD_AGENT", "db1:5444")).Agent?.Value);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"SHIELD_LOG":"info","SHIELD_LOG":"warn"}""")]
    public void A_file_that_cannot_be_read_is_a_fault(string json)
    {
        var reading = Read(json, ("HOME", "/home/ann"));

        Assert.StartsWith("shield.json is ", Assert.Single(reading.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Help_lists_every_setting_with_its_default()
    {
        var help = SettingsReader.Help();

        Assert.All(Setting.All, setting => Assert.Contains(setting.Name, help, StringComparison.Ordinal));
        Assert.Contains("(default: 12h)", help, StringComparison.Ordinal);
        Assert.All(help.Split('\n'), line => Assert.True(line.Length <= 120, line));
    }

    private static ShieldSettings Good(params (string Name, string Value)[] environment)
    {
        var reading = Read(null, environment);
        Assert.Empty(reading.Faults);
        return reading.Settings!;
    }

    private static SettingsReading Read(string? json, params (string Name, string Value)[] environment) =>
        SettingsReader.Read(
            name => environment.FirstOrDefault(pair => pair.Name == name).Value,
            json,
            "thishost",
            file => file == "/run/secrets/db" ? "Host=db;Database=shield;Password=secret\n" : null);
}
