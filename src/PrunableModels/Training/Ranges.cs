using System;

namespace PrunableModels;

/// <summary>Checks of options; the messages name the option and the value.</summary>
internal static class Ranges
{
    public static void AtLeast(double value, double minimum, string name)
    {
        // Written so that NaN fails too.
        if (!(value >= minimum) || double.IsInfinity(value))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} has to be a number of at least {minimum}.");
        }
    }

    public static void AtMost(double value, double maximum, string name)
    {
        if (!(value <= maximum))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} has to be a number of at most {maximum}.");
        }
    }

    public static void InUnit(double value, string name)
    {
        if (!(value >= 0 && value < 1))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} has to be at least 0 and below 1.");
        }
    }
}
