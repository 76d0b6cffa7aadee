using System.Reflection;

namespace Quintet.Db.Sql;

/// <summary>What a query gives for each row: an object of a model, a value, or something made of those.</summary>
/// <param name="type">What it is in C#.</param>
internal abstract class Selection(Type type) : IEquatable<Selection>
{
    private int _hash;

    public Type Type { get; } = type;

    /// <summary>The parts in the order of their columns.</summary>
    public virtual IReadOnlyList<Selection> Parts => [];

    /// <summary>What tells it from another of the same class and type, apart from the parts.</summary>
    protected abstract object? Distinction { get; }

    /// <summary>All values and model objects in it, in the order of their columns.</summary>
    public IEnumerable<Selection> Leaves() => Parts.Count == 0 ? [this] : Parts.SelectMany(part => part.Leaves());

    public virtual void Collect(List<ValueNode> values)
    {
        var parts = Parts;
        for (var i = 0; i < parts.Count; i++) parts[i].Collect(values);
    }

    public bool Equals(Selection? other) =>
        ReferenceEquals(this, other)
        || (other is not null && other.GetType() == GetType() && other.Type == Type && Equals(Distinction, other.Distinction) && Parts.SequenceEqual(other.Parts));

    public override bool Equals(object? obj) => Equals(obj as Selection);

    public override int GetHashCode()
    {
        if (_hash != 0) return _hash;
        var hash = new HashCode();
        hash.Add(Type);
        hash.Add(Distinction);
        foreach (var part in Parts) hash.Add(part);
        return _hash = hash.ToHashCode() | 1;
    }
}

/// <summary>An object of a model, from all its columns or some of them.</summary>
internal sealed class RowSelection(Source source, IReadOnlyList<FieldMeta>? only = null) : Selection(source.Model.Type)
{
    public Source Source { get; } = source;

    /// <summary>The fields that are read, in the order of the model's; null: all.</summary>
    public IReadOnlyList<FieldMeta>? Only { get; } = only;

    public IReadOnlyList<FieldMeta> Fields => Only ?? Source.Model.AllFields;

    /// <summary>What a row is to the lambdas that come after.</summary>
    public Operand.Row Operand => field ??= new(Source.Parent, Source.Relation, Source);

    protected override object? Distinction => (Source, Only is null ? "" : string.Join(',', Only.Select(f => f.Index)));
}

/// <summary>One value.</summary>
/// <param name="node">Its SQL.</param>
/// <param name="type">Its type in C#, <c>int?</c> included.</param>
/// <param name="field">The field whose values it has, if any: it knows the digits behind the point.</param>
internal sealed class ValueSelection(Node node, Type type, FieldMeta? field) : Selection(type)
{
    public Node Node { get; } = node;

    public FieldMeta? Field { get; } = field;

    protected override object? Distinction => (Node, Field);

    public override void Collect(List<ValueNode> values) => Node.Collect(values);
}

/// <summary><c>new { Author = a, Books = a.Books.Count() }</c>, or an object initializer, or a tuple.</summary>
internal sealed class ObjectSelection(Type type, ConstructorInfo? constructor, IReadOnlyList<MemberInfo?> members, int arguments, IReadOnlyList<Selection> parts) : Selection(type)
{
    public ConstructorInfo? Constructor { get; } = constructor;

    /// <summary>The property that each part fills; null where only the constructor knows.</summary>
    public IReadOnlyList<MemberInfo?> Members { get; } = members;

    /// <summary>So many parts go to the constructor, the rest to properties.</summary>
    public int Arguments { get; } = arguments;

    public override IReadOnlyList<Selection> Parts { get; } = parts;

    protected override object? Distinction => (Constructor, Arguments, string.Join(',', Members.Select(m => m?.Name)));

    /// <summary>The place of a member among the parts, or -1.</summary>
    public int Find(string member)
    {
        for (var i = 0; i < Members.Count; i++)
        {
            if (Members[i]?.Name == member) return i;
        }

        return -1;
    }
}

/// <summary>Values by their names, <c>Values("title", "author__name")</c>, or in their order, <c>ValuesList(…)</c>.</summary>
internal sealed class NamedSelection(Type type, IReadOnlyList<string> names, IReadOnlyList<Selection> parts) : Selection(type)
{
    public IReadOnlyList<string> Names { get; } = names;

    public override IReadOnlyList<Selection> Parts { get; } = parts;

    protected override object? Distinction => string.Join(',', Names);
}
