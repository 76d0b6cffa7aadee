namespace Benchmarks.Db;

/// <summary>The pieces of work that are measured: with each turn on other rows.</summary>
internal static class Work
{
    private static readonly DateTime[] Pages = [.. Enumerable.Range(1, 64).Select(number => Store.Values(number * 100).Published)];

    public static object? ReadMany(Store store, int turn) => store.ReadMany(turn % 100);

    public static object? Get(Store store, int turn) => store.Get(Key(turn));

    public static object? Page(Store store, int turn) => store.Page(Pages[turn % Pages.Length]);

    public static object? Insert(Store store, int turn)
    {
        store.Insert(turn);
        return null;
    }

    public static object? Update(Store store, int turn) => store.Update(Key(turn), turn);

    public static object? LoadChangeSave(Store store, int turn)
    {
        store.LoadChangeSave(Key(turn), turn);
        return null;
    }

    private static int Key(int turn) => (int)((uint)turn * 7919 % Store.Books) + 1;
}
