using System.Globalization;

namespace Quintet.Contrib.Postgres;

/// <summary>What PostgreSQL's kinds of indexes share (Django's <c>PostgresIndex</c>). On another database it is a plain index.</summary>
public abstract class PostgresIndexAttribute : IndexAttribute
{
    private protected PostgresIndexAttribute(string[] fields)
        : base(fields)
    {
    }

    private protected static string Of(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Of which it is no matter what the columns are compared with first: <c>[BloomIndex("a", "b", "c")]</c>; needs <see cref="BloomExtension"/>.</summary>
public sealed class BloomIndexAttribute(params string[] fields) : PostgresIndexAttribute(fields)
{
    public override string Suffix => "bloom";

    public override string Method => "bloom";

    /// <summary>Bits per row; 0: the usual.</summary>
    public int Length { get; set; }

    /// <summary>Bits per column, in their order; empty: the usual.</summary>
    public int[] Columns { get; set; } = [];

    public override IReadOnlyList<string> StorageParameters =>
        [.. Length > 0 ? (string[])[$"length = {Of(Length)}"] : [], .. Columns.Select((bits, i) => $"col{Of(i + 1)} = {Of(bits)}")];

    protected override void Describe(FieldArguments arguments)
    {
        base.Describe(arguments);
        arguments.Add(nameof(Length), Length, 0);
        if (Columns.Length > 0) arguments.AddAlways(nameof(Columns), Columns);
    }
}

/// <summary>For columns whose values follow the order in which rows were written: small, and made fast.</summary>
public sealed class BrinIndexAttribute(params string[] fields) : PostgresIndexAttribute(fields)
{
    public override string Suffix => "brin";

    public override string Method => "brin";

    /// <summary>Ranges are summarised by themselves when they are full.</summary>
    public bool Autosummarize { get; set; }

    /// <summary>Pages per range; 0: the usual.</summary>
    public int PagesPerRange { get; set; }

    public override IReadOnlyList<string> StorageParameters =>
        [.. Autosummarize ? (string[])["autosummarize = on"] : [], .. PagesPerRange > 0 ? (string[])[$"pages_per_range = {Of(PagesPerRange)}"] : []];

    protected override void Describe(FieldArguments arguments)
    {
        base.Describe(arguments);
        arguments.Add(nameof(Autosummarize), Autosummarize, false);
        arguments.Add(nameof(PagesPerRange), PagesPerRange, 0);
    }
}

/// <summary>The usual kind, with its parameters.</summary>
public sealed class BTreeIndexAttribute(params string[] fields) : PostgresIndexAttribute(fields)
{
    public override string Suffix => "btree";

    public override string Method => "btree";

    /// <summary>How full pages are made, in percent; 0: the usual.</summary>
    public int Fillfactor { get; set; }

    /// <summary>Whether equal values are kept once.</summary>
    public bool DeduplicateItems { get; set; } = true;

    public override IReadOnlyList<string> StorageParameters =>
        [.. Fillfactor > 0 ? (string[])[$"fillfactor = {Of(Fillfactor)}"] : [], .. DeduplicateItems ? [] : (string[])["deduplicate_items = off"]];

    protected override void Describe(FieldArguments arguments)
    {
        base.Describe(arguments);
        arguments.Add(nameof(Fillfactor), Fillfactor, 0);
        arguments.Add(nameof(DeduplicateItems), DeduplicateItems, true);
    }
}

/// <summary>For what is in a value: elements of arrays, keys of maps and of JSON, words of texts.</summary>
public sealed class GinIndexAttribute(params string[] fields) : PostgresIndexAttribute(fields)
{
    public override string Suffix => "gin";

    public override string Method => "gin";

    /// <summary>Whether what is written waits in a list at first.</summary>
    public bool FastUpdate { get; set; } = true;

    /// <summary>How long that list gets, in kilobytes; 0: the usual.</summary>
    public int GinPendingListLimit { get; set; }

    public override IReadOnlyList<string> StorageParameters =>
        [.. GinPendingListLimit > 0 ? (string[])[$"gin_pending_list_limit = {Of(GinPendingListLimit)}"] : [], .. FastUpdate ? [] : (string[])["fastupdate = off"]];

    protected override void Describe(FieldArguments arguments)
    {
        base.Describe(arguments);
        arguments.Add(nameof(FastUpdate), FastUpdate, true);
        arguments.Add(nameof(GinPendingListLimit), GinPendingListLimit, 0);
    }
}

/// <summary>For ranges, geometry and the like; plain values need <see cref="BtreeGistExtension"/>.</summary>
public sealed class GistIndexAttribute(params string[] fields) : PostgresIndexAttribute(fields)
{
    public override string Suffix => "gist";

    public override string Method => "gist";

    /// <summary>How it is built.</summary>
    public GistBuffering Buffering { get; set; }

    /// <summary>How full pages are made, in percent; 0: the usual.</summary>
    public int Fillfactor { get; set; }

    public override IReadOnlyList<string> StorageParameters =>
        [.. Buffering == GistBuffering.Auto ? [] : (string[])[$"buffering = {(Buffering == GistBuffering.On ? "on" : "off")}"], .. Fillfactor > 0 ? (string[])[$"fillfactor = {Of(Fillfactor)}"] : []];

    protected override void Describe(FieldArguments arguments)
    {
        base.Describe(arguments);
        arguments.Add(nameof(Buffering), Buffering, GistBuffering.Auto);
        arguments.Add(nameof(Fillfactor), Fillfactor, 0);
    }
}

/// <summary>Whether a GiST index is built through buffers.</summary>
public enum GistBuffering
{
    /// <summary>As soon as it is too large for the cache.</summary>
    Auto,
    On,
    Off,
}

/// <summary>For equality alone, of one column.</summary>
public sealed class HashIndexAttribute(params string[] fields) : PostgresIndexAttribute(fields)
{
    public override string Suffix => "hash";

    public override string Method => "hash";

    /// <summary>How full pages are made, in percent; 0: the usual.</summary>
    public int Fillfactor { get; set; }

    public override IReadOnlyList<string> StorageParameters => Fillfactor > 0 ? [$"fillfactor = {Of(Fillfactor)}"] : [];

    protected override void Describe(FieldArguments arguments)
    {
        base.Describe(arguments);
        arguments.Add(nameof(Fillfactor), Fillfactor, 0);
    }
}

/// <summary>For trees that are out of balance: addresses of networks, texts by their beginnings, ranges.</summary>
public sealed class SpGistIndexAttribute(params string[] fields) : PostgresIndexAttribute(fields)
{
    public override string Suffix => "spgist";

    public override string Method => "spgist";

    /// <summary>How full pages are made, in percent; 0: the usual.</summary>
    public int Fillfactor { get; set; }

    public override IReadOnlyList<string> StorageParameters => Fillfactor > 0 ? [$"fillfactor = {Of(Fillfactor)}"] : [];

    protected override void Describe(FieldArguments arguments)
    {
        base.Describe(arguments);
        arguments.Add(nameof(Fillfactor), Fillfactor, 0);
    }
}
