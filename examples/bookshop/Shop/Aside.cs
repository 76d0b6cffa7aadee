namespace Shop;

/// <summary>The books that a visitor had put aside, in the session.</summary>
public static class Aside
{
    private const string Key = "aside";
    private const int Most = 20;

    public static List<long> Of(HttpRequest request) => request.Session.Get<List<long>>(Key) ?? [];

    public static void Add(HttpRequest request, long id) => request.Session[Key] = Of(request).Append(id).Distinct().TakeLast(Most).ToList();

    public static void Remove(HttpRequest request, long id) => request.Session[Key] = Of(request).Where(kept => kept != id).ToList();
}
