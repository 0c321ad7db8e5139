namespace Shield.Plugins.Redis.Rdb;

/// <summary>Reads what modules have written, as far as it can be read without them: that it is
/// whole.</summary>
internal sealed class RdbModules(RdbTexts texts)
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private const int NameLetters = 9;
    private const int LetterBits = 6;
    private const int VersionBits = 10;

    private const ulong End = 0;
    private const ulong SignedNumber = 1;
    private const ulong UnsignedNumber = 2;
    private const ulong Float = 3;
    private const ulong Double = 4;
    private const ulong Text = 5;

    /// <summary>Reads the value that comes next.</summary>
    /// <returns>The name of its type, by which the server looks for the module.</returns>
    public string Read(IContentSink sink)
    {
        var id = texts.Number();
        while (true)
        {
            switch (texts.Number())
            {
                case End:
                    sink.EndItem();
                    return NameOf(id);
                case SignedNumber or UnsignedNumber:
                    sink.AddNumberText(unchecked((long)texts.Number()));
                    break;
                case Float: sink.AddText(texts.Input.Bytes(sizeof(float))); break;
                case Double: sink.AddText(texts.Input.Bytes(sizeof(double))); break;
                case Text: texts.Read(sink); break;
                default: throw texts.Input.Damage("a module's value is broken");
            }
        }
    }

    private static string NameOf(ulong id) => string.Concat(Enumerable.Range(1, NameLetters).Select(place =>
        Letters[(int)(id >> (VersionBits + (NameLetters - place) * LetterBits)) & (Letters.Length - 1)]));
}
