namespace Shield.EndToEnd.Kills;

/// <summary>A folder large enough that its backup has a beginning, a middle and an end: 24 MB.</summary>
internal static class Photos
{
    private const int Count = 24;
    private const int Bytes = 1024 * 1024;

    public static async Task MakeAsync(string folder, Random random)
    {
        var bytes = new byte[Bytes];
        Directory.CreateDirectory(Path.Combine(folder, "album"));
        for (var i = 0; i < Count; i++)
        {
            random.NextBytes(bytes);
            var album = i % 2 == 0 ? "album" : "";
            await File.WriteAllBytesAsync(Path.Combine(folder, album, $"photo {i}"), bytes);
        }
    }
}
