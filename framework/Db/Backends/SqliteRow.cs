using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Quintet.Db;

/// <summary>Values as Django stores them on SQLite: dates as text, decimals as numbers, booleans as 0 and 1, UUIDs as 32 digits.</summary>
internal sealed class SqliteRow(SqliteDataReader reader) : Row
{
    public override bool IsNull(int column) => reader.IsDBNull(column);

    public override short GetInt16(int column) => reader.GetInt16(column);

    public override int GetInt32(int column) => reader.GetInt32(column);

    public override long GetInt64(int column) => reader.GetInt64(column);

    public override bool GetBoolean(int column) => reader.GetInt64(column) != 0;

    public override double GetDouble(int column) => reader.GetDouble(column);

    // The column has numeric affinity: an integer stays one, everything else became a floating number, of which
    // the conversion takes 15 digits, as Django does.
    public override decimal GetDecimal(int column) => reader.GetValue(column) switch
    {
        long l => l,
        double d => (decimal)d,
        var other => decimal.Parse(Convert.ToString(other, CultureInfo.InvariantCulture)!, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    public override decimal GetDecimal(int column, int decimalPlaces) =>
        reader.GetFieldType(column) == typeof(double) && SqliteNumber.TryScale(reader.GetDouble(column), decimalPlaces, out var exact)
            ? exact
            : DecimalScale.Set(GetDecimal(column), decimalPlaces);

    public override string GetString(int column) => reader.GetString(column);

    public override DateTime GetDateTime(int column) => SqliteText.ParseDateTime(reader.GetString(column));

    public override DateOnly GetDate(int column) => DateOnly.FromDateTime(SqliteText.ParseDateTime(reader.GetString(column)));

    public override TimeOnly GetTime(int column) => TimeOnly.Parse(reader.GetString(column), CultureInfo.InvariantCulture);

    public override TimeSpan GetTimeSpan(int column) => TimeSpan.FromMicroseconds(reader.GetInt64(column));

    public override Guid GetGuid(int column) => Guid.Parse(reader.GetString(column));

    public override System.Net.IPAddress GetIPAddress(int column) => System.Net.IPAddress.Parse(reader.GetString(column));

    public override byte[] GetBytes(int column) => reader.GetFieldValue<byte[]>(column);

    public override TValue Get<TValue>(int column) =>
        throw new NotSupportedException($"SQLite has no values of type {typeof(TValue).Name}. A field of such values needs another database, or an IFieldConverter to a type that SQLite has.");

    public override object GetValue(int column) => reader.GetValue(column);

    public override int ColumnCount => reader.FieldCount;

    public override string GetName(int column) => reader.GetName(column);
}

/// <summary>Decimals as the floating numbers that SQLite keeps.</summary>
internal static class SqliteNumber
{
    // A floating number holds every decimal of 15 digits, and gives it back.
    private const long Limit = 1_000_000_000_000_000;
    private static readonly double[] Powers = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10];

    /// <summary>Whether a floating number holds the value as it is.</summary>
    public static bool IsExact(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);

        // Few digits need no trial.
        if (bits[2] == 0 && (((ulong)(uint)bits[1] << 32) | (uint)bits[0]) < Limit) return true;
        return (decimal)(double)value == value;
    }

    /// <summary>A floating number that is a decimal of so many places, without the general conversion; false: it is none, or a large one.</summary>
    public static bool TryScale(double number, int places, out decimal value)
    {
        value = 0;
        if (places >= Powers.Length) return false;
        var scaled = Math.Round(number * Powers[places]);
        if (!(Math.Abs(scaled) < Limit) || scaled / Powers[places] != number) return false;
        var digits = (long)Math.Abs(scaled);
        value = new decimal((int)digits, (int)(digits >> 32), 0, scaled < 0, (byte)places);
        return true;
    }
}

/// <summary>Exactly as many digits behind the point as a field has.</summary>
internal static class DecimalScale
{
    private static readonly decimal[] Zeros = [.. Enumerable.Range(0, 29).Select(scale => new decimal(0, 0, 0, false, (byte)Math.Min(scale, 28)))];

    public static decimal Set(decimal value, int places) => decimal.Round(value, places, MidpointRounding.ToEven) + Zeros[places];
}

/// <summary>Dates and times as the text that Django writes.</summary>
internal static class SqliteText
{
    private const string Formats = "yyyy-MM-dd HH:mm:ss.FFFFFFF";

    /// <summary><c>2024-05-01 12:30:45.123456</c>; the fraction is left out where it is zero. A time without a kind counts as UTC.</summary>
    public static string Of(DateTime value)
    {
        if (value.Kind == DateTimeKind.Local) value = value.ToUniversalTime();
        var micro = (int)(value.Ticks / TimeSpan.TicksPerMicrosecond % 1_000_000);
        return string.Create(micro == 0 ? 19 : 26, (value, micro), static (text, parts) =>
        {
            // By far the usual format; the general one takes four times as long.
            parts.value.TryFormat(text, out _, "s", CultureInfo.InvariantCulture);
            text[10] = ' ';
            if (text.Length == 19) return;
            text[19] = '.';
            for (var (i, rest) = (25, parts.micro); i > 19; i--, rest /= 10) text[i] = (char)('0' + (rest % 10));
        });
    }

    public static string Of(TimeOnly value) =>
        value.ToString(value.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond != 0 ? "HH:mm:ss.ffffff" : "HH:mm:ss", CultureInfo.InvariantCulture);

    public static DateTime ParseDateTime(string text)
    {
        // By far the usual form; the general parser takes ten times as long.
        if (text.Length >= 19 && text[4] == '-' && text[7] == '-' && text[10] is ' ' or 'T' && text[13] == ':' && text[16] == ':'
            && Digits(text, 0, 4, out var year) && Digits(text, 5, 2, out var month) && Digits(text, 8, 2, out var day)
            && Digits(text, 11, 2, out var hour) && Digits(text, 14, 2, out var minute) && Digits(text, 17, 2, out var second))
        {
            if (text.Length == 19) return new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc);
            if (text.Length == 26 && text[19] == '.' && Digits(text, 20, 6, out var micro))
            {
                return new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).AddTicks(micro * TimeSpan.TicksPerMicrosecond);
            }
        }

        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTime.TryParseExact(text, Formats, CultureInfo.InvariantCulture, styles, out var exact)) return exact;
        if (DateTime.TryParse(text, CultureInfo.InvariantCulture, styles, out var value)) return value;
        throw new FormatException($"The database holds '{text}' where a date is expected (2024-05-01 12:30:45).");
    }

    private static bool Digits(string text, int start, int count, out int value)
    {
        value = 0;
        for (var i = start; i < start + count; i++)
        {
            var digit = text[i] - '0';
            if ((uint)digit > 9) return false;
            value = (value * 10) + digit;
        }

        return true;
    }
}
