namespace Quintet.Db;

/// <summary>How a value of one type is read from a column, without boxing.</summary>
internal static class ColumnReader
{
    public static Func<Row, int, TValue> Of<TValue>(Field field)
    {
        var places = (field as DecimalField)?.DecimalPlaces ?? 0;
        Delegate reader = typeof(TValue) switch
        {
            _ when typeof(TValue) == typeof(short) => static (Row row, int column) => row.GetInt16(column),
            _ when typeof(TValue) == typeof(short?) => static (Row row, int column) => row.GetInt16OrNull(column),
            _ when typeof(TValue) == typeof(int) => static (Row row, int column) => row.GetInt32(column),
            _ when typeof(TValue) == typeof(int?) => static (Row row, int column) => row.GetInt32OrNull(column),
            _ when typeof(TValue) == typeof(long) => static (Row row, int column) => row.GetInt64(column),
            _ when typeof(TValue) == typeof(long?) => static (Row row, int column) => row.GetInt64OrNull(column),
            _ when typeof(TValue) == typeof(bool) => static (Row row, int column) => row.GetBoolean(column),
            _ when typeof(TValue) == typeof(bool?) => static (Row row, int column) => row.GetBooleanOrNull(column),
            _ when typeof(TValue) == typeof(double) => static (Row row, int column) => row.GetDouble(column),
            _ when typeof(TValue) == typeof(double?) => static (Row row, int column) => row.GetDoubleOrNull(column),
            _ when typeof(TValue) == typeof(decimal) => (Row row, int column) => row.GetDecimal(column, places),
            _ when typeof(TValue) == typeof(decimal?) => (Row row, int column) => row.GetDecimalOrNull(column, places),
            _ when typeof(TValue) == typeof(string) => static (Row row, int column) => row.GetStringOrNull(column),
            _ when typeof(TValue) == typeof(byte[]) => static (Row row, int column) => row.GetBytesOrNull(column),
            _ when typeof(TValue) == typeof(DateTime) => static (Row row, int column) => row.GetDateTime(column),
            _ when typeof(TValue) == typeof(DateTime?) => static (Row row, int column) => row.GetDateTimeOrNull(column),
            _ when typeof(TValue) == typeof(DateOnly) => static (Row row, int column) => row.GetDate(column),
            _ when typeof(TValue) == typeof(DateOnly?) => static (Row row, int column) => row.GetDateOrNull(column),
            _ when typeof(TValue) == typeof(TimeOnly) => static (Row row, int column) => row.GetTime(column),
            _ when typeof(TValue) == typeof(TimeOnly?) => static (Row row, int column) => row.GetTimeOrNull(column),
            _ when typeof(TValue) == typeof(TimeSpan) => static (Row row, int column) => row.GetTimeSpan(column),
            _ when typeof(TValue) == typeof(TimeSpan?) => static (Row row, int column) => row.GetTimeSpanOrNull(column),
            _ when typeof(TValue) == typeof(Guid) => static (Row row, int column) => row.GetGuid(column),
            _ when typeof(TValue) == typeof(Guid?) => static (Row row, int column) => row.GetGuidOrNull(column),
            _ when typeof(TValue) == typeof(System.Net.IPAddress) => static (Row row, int column) => row.GetIPAddressOrNull(column),
            _ when typeof(TValue) == typeof(System.Text.Json.JsonElement) => static (Row row, int column) => row.GetJson(column),
            _ when typeof(TValue) == typeof(System.Text.Json.JsonElement?) => static (Row row, int column) => row.GetJsonOrNull(column),
            _ when typeof(TValue).IsValueType && Nullable.GetUnderlyingType(typeof(TValue)) is null => static (Row row, int column) => row.Get<TValue>(column),
            _ => (Func<Row, int, TValue>)(static (row, column) => row.GetOrNull<TValue>(column)!),
        };
        return (Func<Row, int, TValue>)reader;
    }
}
