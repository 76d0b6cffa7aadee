using System.Linq.Expressions;
using System.Reflection;

namespace Quintet.Db.Sql;

/// <summary>
/// Makes of a row what a query's selection says. Model objects are read by generated code; for everything else a reader is
/// compiled once per shape of a query, so that no row costs reflection.
/// </summary>
internal static class RowReader
{
    /// <summary>The reader of a shape's rows.</summary>
    public static Func<Row, T> For<T>(Query query)
    {
        if (query.Selection is RowSelection whole)
        {
            var model = new ModelReader(whole, query, 0);
            return row => (T)(object)model.Read(row)!;
        }

        var builder = new Builder(query);
        return Expression.Lambda<Func<Row, T>>(builder.Read(query.Selection, typeof(T)), builder.Row).Compile();
    }

    private sealed class Builder(Query query)
    {
        private static readonly MethodInfo ReadModel = typeof(ModelReader).GetMethod(nameof(ModelReader.Read))!;
        private static readonly MethodInfo IsNull = typeof(Row).GetMethod(nameof(Db.Row.IsNull))!;
        private static readonly MethodInfo Local = typeof(Builder).GetMethod(nameof(OfNoZone), BindingFlags.NonPublic | BindingFlags.Static)!;
        private static readonly MethodInfo LocalOrNull = typeof(Builder).GetMethod(nameof(OfNoZoneOrNull), BindingFlags.NonPublic | BindingFlags.Static)!;
        private static readonly MethodInfo OfColumn = typeof(FieldFile).GetMethod(nameof(FieldFile.OfColumn), BindingFlags.NonPublic | BindingFlags.Static)!;
        private static readonly MethodInfo Refuse = typeof(Builder).GetMethod(nameof(RefuseNull), BindingFlags.NonPublic | BindingFlags.Static)!;
        private int _column;

        public ParameterExpression Row { get; } = Expression.Parameter(typeof(Row), "row");

        public Expression Read(Selection selection, Type type)
        {
            switch (selection)
            {
                case RowSelection row:
                    var reader = new ModelReader(row, query, _column);
                    _column += row.Fields.Count;
                    return Expression.Convert(Expression.Call(Expression.Constant(reader), ReadModel, Row), type);
                case ValueSelection value:
                    return As(Value(value), type);
                case ObjectSelection made:
                    return As(Object(made), type);
                case NamedSelection { Type: var list } named when list == typeof(object?[]):
                    return Expression.NewArrayInit(typeof(object), named.Parts.Select(part => Read(part, typeof(object))));
                case NamedSelection named:
                    var add = typeof(Dictionary<string, object?>).GetMethod("Add")!;
                    return As(
                        Expression.ListInit(
                            Expression.New(typeof(Dictionary<string, object?>)),
                            named.Names.Zip(named.Parts, (name, part) => Expression.ElementInit(add, Expression.Constant(name), Read(part, typeof(object))))),
                        type);
                default:
                    throw new InvalidOperationException($"No such selection: {selection}");
            }
        }

        private Expression Object(ObjectSelection made)
        {
            var parameters = made.Constructor?.GetParameters() ?? [];
            var arguments = made.Parts.Take(made.Arguments).Select((part, i) => Read(part, parameters[i].ParameterType)).ToList();
            var create = made.Constructor is null ? Expression.New(made.Type) : Expression.New(made.Constructor, arguments);
            if (made.Parts.Count == made.Arguments) return create;
            var bindings = made.Members.Zip(made.Parts).Skip(made.Arguments)
                .Select(m => (MemberBinding)Expression.Bind(m.First!, Read(m.Second, m.First is PropertyInfo p ? p.PropertyType : ((FieldInfo)m.First!).FieldType)));
            return Expression.MemberInit(create, bindings.ToList());
        }

        private Expression Value(ValueSelection value)
        {
            var column = Expression.Constant(_column++);
            var type = value.Type;
            if (type == typeof(object))
            {
                // Values by name: what the field holds, or what the driver says.
                if (value.Node is JsonNode { Kind: JsonKind.Json }) return As(Expression.Call(Row, nameof(Db.Row.GetJsonOrNull), null, column), type);
                if (value.Field is null) return Expression.Condition(Expression.Call(Row, IsNull, column), Expression.Constant(null), Expression.Call(Row, nameof(Db.Row.GetValue), null, column));
                type = Optional(value.Field.ValueType);
            }

            if (typeof(FieldFile).IsAssignableFrom(type))
            {
                return Expression.Convert(
                    Expression.Call(OfColumn, Expression.Call(Row, nameof(Db.Row.GetStringOrNull), null, column), Expression.Constant(value.Field as FileFieldMeta, typeof(FileFieldMeta)), Expression.Constant(type == typeof(ImageFile) || value.Field?.Field is ImageField)),
                    type);
            }

            var plain = Nullable.GetUnderlyingType(type) ?? type;
            var stored = plain.IsEnum ? Enum.GetUnderlyingType(plain) : plain;
            var method = Method(stored);
            if (method is null && value.Field?.ValueType != type && !value.Node.Gives(type))
            {
                throw new NotSupportedException($"A query cannot give a {type.Name}. It gives numbers, text, booleans, dates, times, Guids, bytes and objects of models; convert what ToList() gives.");
            }

            List<Expression> arguments = [column];
            if (stored == typeof(decimal) && value.Field?.Field is DecimalField places) arguments.Add(Expression.Constant(places.DecimalPlaces));
            var mayBeNull = !plain.IsValueType || Nullable.GetUnderlyingType(type) is not null;
            Expression read = method is null
                ? Expression.Call(Row, mayBeNull ? nameof(Db.Row.GetOrNull) : nameof(Db.Row.Get), [type], column)
                : Expression.Call(Row, mayBeNull ? method + "OrNull" : method, null, [.. arguments]);
            if (value.Node.Time == TimeKind.Local && stored == typeof(DateTime)) read = Expression.Call(mayBeNull ? LocalOrNull : Local, read);
            if (mayBeNull || !value.Node.IsNullable) return As(read, type);
            var refusal = Expression.Call(Refuse, Expression.Constant(value.Field?.ToString() ?? "A calculated value"), Expression.Constant(type.Name));
            return As(Expression.Condition(Expression.Call(Row, IsNull, column), Expression.Throw(refusal, read.Type), read), type);
        }

        private static DateTime OfNoZone(DateTime time) => DateTime.SpecifyKind(time, DateTimeKind.Unspecified);

        private static DateTime? OfNoZoneOrNull(DateTime? time) => time is { } value ? OfNoZone(value) : null;

        private static Expression As(Expression expression, Type type) => expression.Type == type ? expression : Expression.Convert(expression, type);

        private static Type Optional(Type type) => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? typeof(Nullable<>).MakeGenericType(type) : type;

        private static InvalidOperationException RefuseNull(string what, string type) =>
            new($"{what} is NULL in a row of the query, which a {type} cannot hold. Select it as nullable: ({type}?)….");

        /// <summary>The method of <see cref="Db.Row"/> that reads a type.</summary>
        private static string? Method(Type type) => type switch
        {
            _ when type == typeof(short) || type == typeof(byte) => nameof(Db.Row.GetInt16),
            _ when type == typeof(int) => nameof(Db.Row.GetInt32),
            _ when type == typeof(long) => nameof(Db.Row.GetInt64),
            _ when type == typeof(bool) => nameof(Db.Row.GetBoolean),
            _ when type == typeof(double) => nameof(Db.Row.GetDouble),
            _ when type == typeof(decimal) => nameof(Db.Row.GetDecimal),
            _ when type == typeof(string) => nameof(Db.Row.GetString),
            _ when type == typeof(DateTime) => nameof(Db.Row.GetDateTime),
            _ when type == typeof(DateOnly) => nameof(Db.Row.GetDate),
            _ when type == typeof(TimeOnly) => nameof(Db.Row.GetTime),
            _ when type == typeof(TimeSpan) => nameof(Db.Row.GetTimeSpan),
            _ when type == typeof(Guid) => nameof(Db.Row.GetGuid),
            _ when type == typeof(byte[]) => nameof(Db.Row.GetBytes),
            _ when type == typeof(System.Net.IPAddress) => nameof(Db.Row.GetIPAddress),
            _ when type == typeof(System.Text.Json.JsonElement) => nameof(Db.Row.GetJson),
            _ => null,
        };
    }
}

/// <summary>Reads an object and the related ones that stand in the same row behind everything else.</summary>
internal sealed class ModelReader
{
    private readonly ModelMeta _model;
    private readonly IReadOnlyList<FieldMeta>? _only;
    private readonly int _offset;
    private readonly bool _mayBeMissing;
    private readonly Step[] _steps = [];

    public ModelReader(RowSelection selection, Query query, int offset)
    {
        _model = selection.Source.Model;
        _only = selection.Only;
        _offset = offset;
        _mayBeMissing = selection.Source.IsNullable;
        if (query.Related.Count == 0 || !selection.Source.Equals(query.Root)) return;
        offset = query.Selection.Leaves().Sum(leaf => leaf is RowSelection row ? row.Fields.Count : 1);
        _steps = new Step[query.Related.Count];
        for (var i = 0; i < _steps.Length; i++)
        {
            var source = query.Related[i];
            var parent = source.Parent!.Whole.Parent is null ? -1 : IndexOf(query.Related, source.Parent.Whole);
            _steps[i] = new(source.Relation!, source.IsBack, source.Model, parent, offset);
            offset += source.Model.AllFields.Count;
        }
    }

    public Model? Read(Row row)
    {
        if (_mayBeMissing && row.IsNull(_offset + (_only is null ? _model.PrimaryKey.Index : IndexOf(_only, _model.PrimaryKey)))) return null;
        var instance = _only is null ? _model.ReadModel(row, _offset) : ReadSome(row, _only);
        instance.DatabaseAlias = row.Alias;
        if (_steps.Length > 0) ReadRelated(row, instance);
        return instance;
    }

    private Model ReadSome(Row row, IReadOnlyList<FieldMeta> fields)
    {
        if (row.Signals is not null) _model.SendPreInit(row.Signals);
        var instance = _model.CreateQuietly();
        for (var i = 0; i < fields.Count; i++) fields[i].Read(instance, row, _offset + i);
        instance.Adding = false;
        instance.SetLoadedFields(fields);
        if (row.Signals is not null) _model.SendPostInit(row.Signals, instance);
        return instance;
    }

    private void ReadRelated(Row row, Model instance)
    {
        var read = new Model?[_steps.Length];
        for (var i = 0; i < _steps.Length; i++)
        {
            var step = _steps[i];
            var parent = step.Parent < 0 ? instance : read[step.Parent];
            if (parent is null) continue;
            if (row.IsNull(step.Offset + step.Model.PrimaryKey.Index))
            {
                // That nobody points here is known now.
                if (step.IsBack) (parent.KnownRows ??= [])[step.Relation.Back] = [];
                continue;
            }

            var related = step.Model.ReadModel(row, step.Offset);
            related.DatabaseAlias = row.Alias;
            read[i] = related;
            if (step.IsBack)
            {
                step.Relation.SetLoaded(related, parent);
                (parent.KnownRows ??= [])[step.Relation.Back] = [related];
            }
            else
            {
                step.Relation.SetLoaded(parent, related);
            }
        }
    }

    private static int IndexOf<T>(IReadOnlyList<T> list, T item)
        where T : class
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i].Equals(item)) return i;
        }

        throw new InvalidOperationException("A related object is read without the one between.");
    }

    private readonly record struct Step(RelationFieldMeta Relation, bool IsBack, ModelMeta Model, int Parent, int Offset);
}
