namespace Shield.Plugins.Sdk.Tests;

public sealed class InfoTests
{
    [Fact]
    public void What_is_written_is_read_back()
    {
        var types = Enum.GetValues<EndpointFieldType>();
        var info = new PluginInfo
        {
            Name = "N \"quoted\"",
            Author = "Ä",
            Version = "1.2.3",
            IsStore = true,
            Stages = true,
            AllowsEmpty = true,
            Fields = [.. types.Select((type, i) => new EndpointField
            {
                Mode = i % 2 == 0 ? PluginMode.Target : PluginMode.Store,
                Name = $"f{i}",
                Type = type,
                Required = i % 3 == 0,
                Title = "T",
                Help = "H",
                Default = type is EndpointFieldType.Flag ? "true" : "7",
                Placeholder = "P",
                Example = "E",
                Enum = type == EndpointFieldType.Choice ? ["7", "8"] : [],
            })],
        };

        var read = Assert.IsType<Verdict<PluginInfo>.Good>(
            PluginReply.ParseInfo(InfoWriter.Write(info))).Value;

        Assert.Equal(info with { Fields = [] }, read with { Fields = [] });
        Assert.Equal(info.Fields.Select(Shown), read.Fields.Select(Shown));
    }

    private static string Shown(EndpointField f) => string.Join(
        '|', f.Mode, f.Name, f.Type, f.Required, f.Title, f.Help, f.Default, f.Placeholder, f.Example,
        string.Join(',', f.Enum));
}
