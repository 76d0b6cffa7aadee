using Npgsql;

namespace Quintet.Db;

/// <summary>PostgreSQL has a type for everything; the driver reads them as they are.</summary>
internal sealed class PostgreSqlRow(NpgsqlDataReader reader) : Row
{
    public override bool IsNull(int column) => reader.IsDBNull(column);

    public override short GetInt16(int column) => reader.GetInt16(column);

    public override int GetInt32(int column) => reader.GetInt32(column);

    public override long GetInt64(int column) => reader.GetInt64(column);

    public override bool GetBoolean(int column) => reader.GetBoolean(column);

    public override double GetDouble(int column) => reader.GetDouble(column);

    public override decimal GetDecimal(int column) => reader.GetDecimal(column);

    // The column has the field's scale, and so has the value.
    public override decimal GetDecimal(int column, int decimalPlaces) => DecimalScale.Set(reader.GetDecimal(column), decimalPlaces);

    public override string GetString(int column) => reader.GetString(column);

    public override DateTime GetDateTime(int column) => reader.GetDateTime(column);

    public override DateOnly GetDate(int column) => reader.GetFieldValue<DateOnly>(column);

    public override TimeOnly GetTime(int column) => reader.GetFieldValue<TimeOnly>(column);

    public override TimeSpan GetTimeSpan(int column) => reader.GetTimeSpan(column);

    public override Guid GetGuid(int column) => reader.GetGuid(column);

    public override System.Net.IPAddress GetIPAddress(int column) => reader.GetFieldValue<System.Net.IPAddress>(column);

    public override byte[] GetBytes(int column) => reader.GetFieldValue<byte[]>(column);

    public override TValue Get<TValue>(int column) => reader.GetFieldValue<TValue>(column);

    public override object GetValue(int column) => reader.GetValue(column);

    public override int ColumnCount => reader.FieldCount;

    public override string GetName(int column) => reader.GetName(column);
}
