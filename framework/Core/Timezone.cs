using Quintet.Localization;

namespace Quintet;

/// <summary>The time zone in force (Django's <c>django.utils.timezone</c>).</summary>
public static class Timezone
{
    /// <summary>The zone in which aware times are shown.</summary>
    public static TimeZoneInfo Current => Translation.Current.TimeZone;

    /// <summary>Makes a time zone the one in force, until the returned scope is disposed.</summary>
    public static Context.Scope Override(TimeZoneInfo timeZone) => Context.Current.With(Locale.Key, Translation.Current.WithTimeZone(timeZone)).Enter();
}
