namespace Quintet.Http;

/// <summary>A media type of an <c>Accept</c> header: <c>text/html;level=1;q=0.5</c> (RFC 9110, 12.5.1; Django's <c>MediaType</c>).</summary>
public sealed class MediaType
{
    private readonly Dictionary<string, string> _parameters;

    public MediaType(string text)
    {
        var (type, parameters) = HeaderParameters.Parse(text);
        var slash = type.IndexOf('/');
        (MainType, SubType) = slash < 0 ? (type, "") : (type[..slash], type[(slash + 1)..]);
        parameters.Remove("q", out var quality);
        _parameters = parameters;
        var number = quality is null ? 1 : double.TryParse(quality, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var read) ? read : 1;
        Quality = number is >= 0 and <= 1 ? Math.Round(number, 3) : 1;
    }

    /// <summary><c>text</c>, or <c>*</c>.</summary>
    public string MainType { get; }

    /// <summary><c>html</c>, or <c>*</c>.</summary>
    public string SubType { get; }

    /// <summary>All but <c>q</c>.</summary>
    public IReadOnlyDictionary<string, string> Parameters => _parameters;

    /// <summary>How much it is wanted, from 0 to 1.</summary>
    public double Quality { get; }

    /// <summary>How much it says: 0 for <c>*/*</c>, 1 for <c>text/*</c>, 2 for <c>text/html</c>, 3 with parameters.</summary>
    public int Specificity => MainType == "*" ? 0 : SubType == "*" ? 1 : _parameters.Count == 0 ? 2 : 3;

    /// <summary>Whether this one is meant by another, which may have stars; what that says in parameters must be said here.</summary>
    public bool Match(MediaType other)
    {
        if (MainType.Length == 0 || SubType.Length == 0 || other.MainType.Length == 0 || other.SubType.Length == 0) return false;
        if (!IsSame(MainType, other.MainType) || !IsSame(SubType, other.SubType)) return false;
        if (other._parameters.Count == 0) return true;
        return _parameters.Count == other._parameters.Count && _parameters.All(pair => other._parameters.TryGetValue(pair.Key, out var value) && value == pair.Value);
    }

    public override string ToString() => MainType + (SubType.Length > 0 ? "/" + SubType : "") + string.Concat(_parameters.Select(pair => $"; {pair.Key}={pair.Value}"));

    /// <summary>Those of a header that are wanted at all, the most wanted first and of these the one that says most.</summary>
    internal static IReadOnlyList<MediaType> Accepted(string? header) =>
    [
        .. HttpUtils.SplitList(header ?? "*/*").Select(part => new MediaType(part)).Where(type => type.Quality > 0)
            .OrderByDescending(type => type.Quality).ThenByDescending(type => type.Specificity),
    ];

    /// <summary>The one that decides on a media type: that which says most.</summary>
    internal static MediaType? Find(IReadOnlyList<MediaType> accepted, string mediaType)
    {
        var type = new MediaType(mediaType);
        return accepted.OrderByDescending(one => one.Specificity).ThenByDescending(one => one.Quality).FirstOrDefault(type.Match);
    }

    private static bool IsSame(string one, string other) => one == other || one == "*" || other == "*";
}
