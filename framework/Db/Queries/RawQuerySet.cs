using System.Collections;

namespace Quintet.Db;

/// <summary>
/// The objects of a query that is written in SQL, <c>Book.Objects.Raw($"SELECT * FROM blog_book WHERE pages > {pages}")</c>. What stands in braces is
/// sent as a parameter. Columns find their fields by name; the key must be among them, and fields that are not are deferred.
/// </summary>
public sealed class RawQuerySet<T> : IEnumerable<T>, IAsyncEnumerable<T>
    where T : Model
{
    private readonly ModelMeta<T> _model;
    private readonly string _sql;
    private readonly object?[] _values;
    private readonly string? _alias;
    private List<T>? _results;

    internal RawQuerySet(ModelMeta<T> model, FormattableString sql, string? alias)
    {
        _model = model;
        _values = sql.GetArguments();
        _sql = string.Format(System.Globalization.CultureInfo.InvariantCulture, sql.Format, [.. _values.Select((_, i) => (object)("@p" + i.ToString(System.Globalization.CultureInfo.InvariantCulture)))]);
        _alias = alias;
    }

    /// <summary>The same query on another database of the settings.</summary>
    public RawQuerySet<T> Using(string alias) => new(_model, System.Runtime.CompilerServices.FormattableStringFactory.Create(_sql.Replace("{", "{{").Replace("}", "}}"), _values), alias);

    public List<T> ToList() => [.. FetchAsync(async: false, default).GetAwaiter().GetResult()];

    public async Task<List<T>> ToListAsync(CancellationToken cancellation = default) => [.. await FetchAsync(async: true, cancellation)];

    public IEnumerator<T> GetEnumerator() => ToList().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        foreach (var row in await FetchAsync(async: true, cancellationToken)) yield return row;
    }

    private async ValueTask<List<T>> FetchAsync(bool async, CancellationToken cancellation)
    {
        if (_results is not null) return _results;
        var alias = _alias ?? Database.DefaultAlias;
        var connection = Connections.Current[alias];
        List<(FieldMeta Field, int Column)>? columns = null;
        List<FieldMeta>? loaded = null;
        var signals = ModelSignals.OfObjects;
        return _results = await connection.QueryAsync(
            connection.Dialect.Numbered(_sql),
            [.. _values.Select(value => FieldValue.Prepare(null, value))],
            row =>
            {
                if (columns is null)
                {
                    columns = Columns(row);
                    loaded = columns.Count == _model.AllFields.Count ? null : [.. columns.Select(c => c.Field)];
                }

                if (signals is not null) _model.SendPreInit(signals);
                var instance = (T)_model.CreateQuietly();
                foreach (var (field, column) in columns) field.Read(instance, row, column);
                (instance.Adding, instance.DatabaseAlias) = (false, alias);
                instance.SetLoadedFields(loaded);
                if (signals is not null) _model.SendPostInit(signals, instance);
                return instance;
            },
            async,
            cancellation);
    }

    private List<(FieldMeta Field, int Column)> Columns(Row row)
    {
        var found = new List<(FieldMeta, int)>();
        for (var i = 0; i < row.ColumnCount; i++)
        {
            var name = row.GetName(i);
            if (_model.AllFields.FirstOrDefault(f => f.Column == name) is { } field) found.Add((field, i));
        }

        return found.Any(f => _model.IsKey(f.Item1)) ? found : throw new FieldErrorException($"Raw query must include the primary key: {_model.PrimaryKey.Column}.");
    }
}
