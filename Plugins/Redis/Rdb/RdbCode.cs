namespace Shield.Plugins.Redis.Rdb;

/// <summary>The bytes by which an RDB says what comes next, as rdb.h of Redis has them.</summary>
internal static class RdbCode
{
    public const byte Text = 0;
    public const byte List = 1;
    public const byte Set = 2;
    public const byte SortedSetAsText = 3;
    public const byte Hash = 4;
    public const byte SortedSet = 5;
    public const byte Module = 7;
    public const byte ListZiplist = 10;
    public const byte SetIntset = 11;
    public const byte SortedSetZiplist = 12;
    public const byte HashZiplist = 13;
    public const byte ListOfZiplists = 14;
    public const byte Stream = 15;
    public const byte HashListpack = 16;
    public const byte SortedSetListpack = 17;
    public const byte ListOfNodes = 18;
    public const byte Stream2 = 19;
    public const byte SetListpack = 20;
    public const byte Stream3 = 21;
    public const byte HashWithExpiry = 24;
    public const byte HashListpackWithExpiry = 25;

    public const byte SlotInfo = 244;
    public const byte Library = 245;
    public const byte ModuleAuxiliary = 247;
    public const byte Idle = 248;
    public const byte Frequency = 249;
    public const byte Auxiliary = 250;
    public const byte Sizes = 251;
    public const byte ExpiryMilliseconds = 252;
    public const byte ExpirySeconds = 253;
    public const byte Database = 254;
    public const byte End = 255;
}
