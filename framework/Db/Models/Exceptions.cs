using Quintet.Text;

namespace Quintet.Db;

/// <summary>A query names a field that is not there, or uses one in a way it does not allow (Django's <c>FieldError</c>).</summary>
public sealed class FieldErrorException(string message) : Exception(message)
{
    internal static FieldErrorException Calculated(FieldMeta field) => new($"Cannot assign to {field}: the database calculates it from {field.Field.GeneratedAs}.");

    internal static FieldErrorException Unknown(ModelMeta model, string name)
    {
        var choices = model.AllFields.Select(f => f.Name).Order(StringComparer.Ordinal).ToList();
        return new($"Cannot resolve keyword '{name}' into field of {model.Label}.{DidYouMean.Sentence(name, choices)} Choices are: {string.Join(", ", choices)}");
    }
}

/// <summary>
/// No row fits (Django's <c>DoesNotExist</c>). Caught for all models at once; <see cref="DoesNotExistException{T}"/> for one. A template shows
/// nothing in its place.
/// </summary>
public class DoesNotExistException(string message) : Exception(message), ISilentVariableFailure;

/// <summary>No row of this model fits.</summary>
public sealed class DoesNotExistException<T>(string message) : DoesNotExistException(message);

/// <summary>More than one row fits where one was asked for (Django's <c>MultipleObjectsReturned</c>).</summary>
public class MultipleObjectsReturnedException(string message) : Exception(message);

/// <summary>More than one row of this model fits.</summary>
public sealed class MultipleObjectsReturnedException<T>(string message) : MultipleObjectsReturnedException(message);

/// <summary>The database could not do what it was asked for (Django's <c>DatabaseError</c>); the others say why.</summary>
public class DatabaseErrorException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A constraint of the database refuses the change (Django's <c>IntegrityError</c>).</summary>
public class IntegrityErrorException(string message, Exception? inner = null) : DatabaseErrorException(message, inner);

/// <summary>A row that others point to with <see cref="OnDelete.Protect"/> was to be deleted.</summary>
public sealed class ProtectedErrorException(string message, IReadOnlyList<Model> objects) : IntegrityErrorException(message)
{
    /// <summary>The rows that stand in the way.</summary>
    public IReadOnlyList<Model> ProtectedObjects { get; } = objects;
}

/// <summary>A row that others point to with <see cref="OnDelete.Restrict"/> was to be deleted, and they stay.</summary>
public sealed class RestrictedErrorException(string message, IReadOnlyList<Model> objects) : IntegrityErrorException(message)
{
    /// <summary>The rows that stand in the way.</summary>
    public IReadOnlyList<Model> RestrictedObjects { get; } = objects;
}

/// <summary>The database could not run a statement (Django's <c>OperationalError</c>).</summary>
public sealed class OperationalErrorException(string message, Exception? inner = null) : DatabaseErrorException(message, inner);

/// <summary>The database refuses a value: too long, out of range, no such date (Django's <c>DataError</c>).</summary>
public sealed class DataErrorException(string message, Exception? inner = null) : DatabaseErrorException(message, inner);

/// <summary>A transaction is used in a way that cannot work (Django's <c>TransactionManagementError</c>).</summary>
public sealed class TransactionManagementErrorException(string message, Exception? inner = null) : DatabaseErrorException(message, inner);

/// <summary>A lambda holds something that cannot be said in SQL.</summary>
public sealed class QueryTranslationException(string message) : NotSupportedException(message);
