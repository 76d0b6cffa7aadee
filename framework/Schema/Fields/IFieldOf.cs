namespace Quintet.Db;

/// <summary>
/// An app's own field that derives straight from <see cref="Field"/>: it says by <see cref="Field.DbType"/> which column it has, and here what property holds its
/// values. The database's driver reads and writes them as they are. <c>class CidrField : Field, IFieldOf&lt;IPNetwork&gt;</c>
/// </summary>
/// <typeparam name="TValue">The property's type; null is allowed as of all fields.</typeparam>
public interface IFieldOf<TValue>;

/// <summary>The same of a field whose property is an array of what another field holds.</summary>
/// <typeparam name="TBase">The other field.</typeparam>
public interface IArrayOf<TBase>
    where TBase : Field;
