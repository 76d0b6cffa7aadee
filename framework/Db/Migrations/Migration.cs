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

    /// <summary>Whether each migration runs in a transaction, as far as the database can (Django's <c>atomic</c>).</summary>
    public virtual bool Atomic => true;
}

/// <summary>A migration in the manifest. Generated.</summary>
/// <param name="AppLabel">The app whose namespace it stands in.</param>
/// <param name="Create">Makes it.</param>
public sealed record MigrationRegistration(string AppLabel, Func<Migration> Create);
