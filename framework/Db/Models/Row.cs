using System.Net;
using System.Text.Json;
using Quintet.Dispatch;

namespace Quintet.Db;

/// <summary>
/// The row under a reader, with the values as C# has them whatever the database stores: on SQLite a date is text and a
/// decimal a floating number. Columns count from 0.
/// </summary>
public abstract class Row
{
    /// <summary>The alias of the database that the row comes from.</summary>
    internal string Alias { get; set; } = Database.DefaultAlias;

    /// <summary>Who is told of the objects that are made of the row; null: nobody listens.</summary>
    internal Signals? Signals { get; set; }

    public abstract bool IsNull(int column);

    public abstract short GetInt16(int column);

    public abstract int GetInt32(int column);

    public abstract long GetInt64(int column);

    public abstract bool GetBoolean(int column);

    public abstract double GetDouble(int column);

    /// <summary>With the digits behind the point that the database gives.</summary>
    public abstract decimal GetDecimal(int column);

    /// <param name="column">From 0.</param>
    /// <param name="decimalPlaces">The field's; the value comes with exactly so many digits behind the point.</param>
    public abstract decimal GetDecimal(int column, int decimalPlaces);

    public abstract string GetString(int column);

    /// <summary>In UTC.</summary>
    public abstract DateTime GetDateTime(int column);

    public abstract DateOnly GetDate(int column);

    public abstract TimeOnly GetTime(int column);

    public abstract TimeSpan GetTimeSpan(int column);

    public abstract Guid GetGuid(int column);

    public abstract byte[] GetBytes(int column);

    public abstract IPAddress GetIPAddress(int column);

    /// <summary>Independent of the row: it may be kept.</summary>
    public JsonElement GetJson(int column) => JsonText.Parse(GetString(column));

    /// <summary>The value as a type that only the driver knows: of an app's own field, whose column is none of ours.</summary>
    /// <exception cref="NotSupportedException">The database has no values of that type.</exception>
    public abstract TValue Get<TValue>(int column);

    /// <summary>The same, and null for NULL.</summary>
    public TValue? GetOrNull<TValue>(int column) => IsNull(column) ? default : Get<TValue>(column);

    /// <summary>The value as the driver gives it, for columns of which nothing is known.</summary>
    public abstract object GetValue(int column);

    public abstract int ColumnCount { get; }

    public abstract string GetName(int column);

    public short? GetInt16OrNull(int column) => IsNull(column) ? null : GetInt16(column);

    public int? GetInt32OrNull(int column) => IsNull(column) ? null : GetInt32(column);

    public long? GetInt64OrNull(int column) => IsNull(column) ? null : GetInt64(column);

    public bool? GetBooleanOrNull(int column) => IsNull(column) ? null : GetBoolean(column);

    public double? GetDoubleOrNull(int column) => IsNull(column) ? null : GetDouble(column);

    public decimal? GetDecimalOrNull(int column) => IsNull(column) ? null : GetDecimal(column);

    public decimal? GetDecimalOrNull(int column, int decimalPlaces) => IsNull(column) ? null : GetDecimal(column, decimalPlaces);

    public string? GetStringOrNull(int column) => IsNull(column) ? null : GetString(column);

    public DateTime? GetDateTimeOrNull(int column) => IsNull(column) ? null : GetDateTime(column);

    public DateOnly? GetDateOrNull(int column) => IsNull(column) ? null : GetDate(column);

    public TimeOnly? GetTimeOrNull(int column) => IsNull(column) ? null : GetTime(column);

    public TimeSpan? GetTimeSpanOrNull(int column) => IsNull(column) ? null : GetTimeSpan(column);

    public Guid? GetGuidOrNull(int column) => IsNull(column) ? null : GetGuid(column);

    public IPAddress? GetIPAddressOrNull(int column) => IsNull(column) ? null : GetIPAddress(column);

    public JsonElement? GetJsonOrNull(int column) => IsNull(column) ? null : GetJson(column);

    public byte[]? GetBytesOrNull(int column) => IsNull(column) ? null : GetBytes(column);
}

/// <summary>JSON on its way to a column and from it.</summary>
internal static class JsonText
{
    public static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    /// <summary>A time as <c>JsonElement.GetDateTime</c> reads it, in UTC; one without a zone is taken for UTC.</summary>
    public static bool TryTime(string? text, out DateTime time)
    {
        time = default;
        if (text is null || !JsonSerializer.SerializeToElement(text).TryGetDateTime(out var read)) return false;
        time = read.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(read, DateTimeKind.Utc) : read.ToUniversalTime();
        return true;
    }

    /// <summary>What was never set is JSON's null.</summary>
    public static string Of(JsonElement value) => value.ValueKind == JsonValueKind.Undefined ? "null" : value.GetRawText();
}
