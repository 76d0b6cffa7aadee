namespace Quintet.Db.Migrations;

/// <summary>One step of a database's history. Written by <c>makemigrations</c> into the app's <c>Migrations</c> folder, read and edited by people.</summary>
public abstract class Migration
{
    /// <summary>The name in <c>django_migrations</c>, <c>0002_book_genre</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The migrations that come before this one.</summary>
    public virtual IEnumerable<Dependency> Dependencies => [];

    /// <summary>What is done, in order.</summary>
    public virtual IEnumerable<Operation> Operations => [];

    /// <summary>
    /// Whether it is among the first of its app, whose tables <c>migrate --fake-initial</c> may find there already (Django's <c>initial</c>). Null:
    /// where it depends on no migration of its own app.
    /// </summary>
    public virtual bool? Initial => null;

    /// <summary>The migrations of which it is the sum (Django's <c>replaces</c>): where they are applied, so is this one.</summary>
    public virtual IEnumerable<Dependency> Replaces => [];

    /// <summary>
    /// Whether it runs in a transaction (Django's <c>atomic</c>). False where a statement cannot run in one; if it dies midway, what was done
    /// before stays done.
    /// </summary>
    public virtual bool Atomic => true;
}

/// <summary>A migration in the manifest. Generated.</summary>
/// <param name="AppLabel">The app whose namespace it stands in.</param>
/// <param name="Create">Makes it.</param>
public sealed record MigrationRegistration(string AppLabel, Func<Migration> Create);
