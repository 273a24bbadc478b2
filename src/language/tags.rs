//! The tag sets: Penn Treebank parts of speech and Universal Dependencies 2 relations.

macro_rules! closed_set {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum $name { $($(#[$doc])* $variant,)* }

        impl $name {
            /// Every member, in the order of their numbers.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// The published spelling.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text,)* }
            }

            /// The member with this published spelling.
            pub fn from_name(text: &str) -> Option<Self> {
                match text { $($text => Some($name::$variant),)* _ => None }
            }

            /// The member with this number.
            pub fn from_index(index: usize) -> Option<Self> {
                Self::ALL.get(index).copied()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

closed_set! {
    /// Part of speech: the Penn Treebank tag set (Marcus, Santorini, Marcinkiewicz 1993) with the additions of
    /// OntoNotes and GUM.
    Tag {
        /// Coordinating conjunction.
        Cc = "CC",
        /// Cardinal number.
        Cd = "CD",
        /// Determiner.
        Dt = "DT",
        /// Existential there.
        Ex = "EX",
        /// Foreign word.
        Fw = "FW",
        /// Preposition or subordinating conjunction.
        In = "IN",
        /// Adjective.
        Jj = "JJ",
        /// Comparative adjective.
        Jjr = "JJR",
        /// Superlative adjective.
        Jjs = "JJS",
        /// List item marker.
        Ls = "LS",
        /// Modal.
        Md = "MD",
        /// Singular noun.
        Nn = "NN",
        /// Proper noun.
        Nnp = "NNP",
        /// Plural proper noun.
        Nnps = "NNPS",
        /// Plural noun.
        Nns = "NNS",
        /// Predeterminer.
        Pdt = "PDT",
        /// Possessive ending.
        Pos = "POS",
        /// Personal pronoun.
        Prp = "PRP",
        /// Possessive pronoun.
        PossessivePronoun = "PRP$",
        /// Adverb.
        Rb = "RB",
        /// Comparative adverb.
        Rbr = "RBR",
        /// Superlative adverb.
        Rbs = "RBS",
        /// Particle.
        Rp = "RP",
        /// Symbol.
        Sym = "SYM",
        /// To.
        To = "TO",
        /// Interjection.
        Uh = "UH",
        /// Base form verb.
        Vb = "VB",
        /// Past tense verb.
        Vbd = "VBD",
        /// Gerund or present participle.
        Vbg = "VBG",
        /// Past participle.
        Vbn = "VBN",
        /// Present tense verb, not third person singular.
        Vbp = "VBP",
        /// Third person singular present verb.
        Vbz = "VBZ",
        /// Wh-determiner.
        Wdt = "WDT",
        /// Wh-pronoun.
        Wp = "WP",
        /// Possessive wh-pronoun.
        PossessiveWh = "WP$",
        /// Wh-adverb.
        Wrb = "WRB",
        /// Hyphen inside a compound.
        Hyph = "HYPH",
        /// Superfluous punctuation.
        Nfp = "NFP",
        /// Web or mail address.
        Add = "ADD",
        /// Part of a word that goes with the next.
        Gw = "GW",
        /// Unknown.
        Xx = "XX",
        /// Affix.
        Afx = "AFX",
        /// Pound sign.
        Hash = "#",
        /// Currency sign.
        Currency = "$",
        /// Closing quotation mark.
        CloseQuote = "''",
        /// Opening quotation mark.
        OpenQuote = "``",
        /// Comma.
        Comma = ",",
        /// Sentence end.
        Stop = ".",
        /// Colon, semicolon, dash.
        Colon = ":",
        /// Opening bracket.
        OpenBracket = "-LRB-",
        /// Closing bracket.
        CloseBracket = "-RRB-",
    }
}

closed_set! {
    /// Dependency relation: Universal Dependencies version 2, with the subtypes that English treebanks use.
    Relation {
        /// `root`.
        Root = "root",
        /// `nsubj`.
        Nsubj = "nsubj",
        /// `nsubj:pass`.
        NsubjPass = "nsubj:pass",
        /// `csubj`.
        Csubj = "csubj",
        /// `csubj:pass`.
        CsubjPass = "csubj:pass",
        /// `obj`.
        Obj = "obj",
        /// `iobj`.
        Iobj = "iobj",
        /// `ccomp`.
        Ccomp = "ccomp",
        /// `xcomp`.
        Xcomp = "xcomp",
        /// `obl`.
        Obl = "obl",
        /// `obl:agent`.
        OblAgent = "obl:agent",
        /// `obl:tmod`.
        OblTmod = "obl:tmod",
        /// `obl:npmod`.
        OblNpmod = "obl:npmod",
        /// `advcl`.
        Advcl = "advcl",
        /// `advmod`.
        Advmod = "advmod",
        /// `nmod`.
        Nmod = "nmod",
        /// `nmod:poss`.
        NmodPoss = "nmod:poss",
        /// `nmod:tmod`.
        NmodTmod = "nmod:tmod",
        /// `nmod:npmod`.
        NmodNpmod = "nmod:npmod",
        /// `acl`.
        Acl = "acl",
        /// `acl:relcl`.
        AclRelcl = "acl:relcl",
        /// `amod`.
        Amod = "amod",
        /// `appos`.
        Appos = "appos",
        /// `nummod`.
        Nummod = "nummod",
        /// `det`.
        Det = "det",
        /// `det:predet`.
        DetPredet = "det:predet",
        /// `aux`.
        Aux = "aux",
        /// `aux:pass`.
        AuxPass = "aux:pass",
        /// `cop`.
        Cop = "cop",
        /// `mark`.
        Mark = "mark",
        /// `case`.
        Case = "case",
        /// `cc`.
        Cc = "cc",
        /// `cc:preconj`.
        CcPreconj = "cc:preconj",
        /// `conj`.
        Conj = "conj",
        /// `compound`.
        Compound = "compound",
        /// `compound:prt`.
        CompoundPrt = "compound:prt",
        /// `fixed`.
        Fixed = "fixed",
        /// `flat`.
        Flat = "flat",
        /// `expl`.
        Expl = "expl",
        /// `vocative`.
        Vocative = "vocative",
        /// `discourse`.
        Discourse = "discourse",
        /// `parataxis`.
        Parataxis = "parataxis",
        /// `list`.
        List = "list",
        /// `dislocated`.
        Dislocated = "dislocated",
        /// `orphan`.
        Orphan = "orphan",
        /// `goeswith`.
        Goeswith = "goeswith",
        /// `reparandum`.
        Reparandum = "reparandum",
        /// `punct`.
        Punct = "punct",
        /// `dep`.
        Dep = "dep",
    }
}

impl Tag {
    /// Whether it is a verb form or a modal.
    pub fn is_verb(self) -> bool {
        matches!(self, Tag::Vb | Tag::Vbd | Tag::Vbg | Tag::Vbn | Tag::Vbp | Tag::Vbz | Tag::Md)
    }

    /// Whether it is a common or proper noun.
    pub fn is_noun(self) -> bool {
        matches!(self, Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps)
    }

    /// Whether it can stand between a determiner and its noun: adjectives, numbers, participles, hyphens.
    pub fn is_modifier(self) -> bool {
        matches!(self, Tag::Jj | Tag::Jjr | Tag::Jjs | Tag::Cd | Tag::Vbn | Tag::Vbg | Tag::Hyph | Tag::Rb)
    }

    /// Whether it is a proper noun.
    pub fn is_proper(self) -> bool {
        matches!(self, Tag::Nnp | Tag::Nnps)
    }
}
