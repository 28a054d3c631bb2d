"""What a question asks about: its words without those that any question to a library for parents may have.

Pages are long, and nearly every one has the words of "my baby won't", so that they would choose the page by chance.
"""

from directory.search import analysis
from words.text import ENGLISH

# As people write them; folded as the index is. Whom it is about is in every question: the baby, the child.
SMALL_WORDS = {
    "en": """
        a about after all also am an and any are as at be because been being but by can can't cannot could
        did didn't do does doesn't doing don't for from get gets getting give giving go going has hasn't
        have haven't having he he's help her here him his how i i'm i've if in into is isn't it it's its
        just keep keeps let like make me month months my myself need needs no not of off often old on or our
        out please really she she's should so some stop stops than that that's the their them then there
        these they this those to too until us very want wants was we were what what's when where which while
        who why will with won't wouldn't would year years yes you your
        baby babies baby's child children child's kid kids son daughter toddler toddlers
    """,
    "ur": """
        میرا میری میرے مجھے مجھ میں ہم ہمارا ہماری ہمارے آپ اپنا اپنی اپنے کا کی کے کو سے پر تک نے اور یا
        بھی ہی تو نہ نہیں مت ہے ہیں ہو ہوں تھا تھی تھے ہوا ہوئی ہوتا ہوتی ہوتے رہا رہی رہے گا گی گے کر کرنا
        کرنے کرتا کرتی کرتے کروں کریں کرے کیا کیوں کیسے کیسا کیسی کب کہاں کون کس کسی کتنا کتنی کتنے جب تب
        اگر وہ یہ اس اسے ان جو جس لیے لئے ساتھ بہت زیادہ کچھ کوئی ایک سکتا سکتی سکتے سکوں چاہیے چاہئے دے
        دینا دوں دیں دیتا دیتی لے لینا جا جانا جاتا جاتی ابھی بند مدد
        بچہ بچے بچی بچوں بیٹا بیٹی بیٹے
    """,
    "pl": """
        moje moja mój mojego mojej moim mojemu mi mnie ja my nam nas się jest są być był była nie tak czy co
        jak kiedy gdzie kto który która które dlaczego czemu ile i a o u w we z ze na do od po za przy dla
        bez to ta ten tego tej te tym jego jej on ona ono go mu aby żeby że bo lub albo ale już jeszcze
        bardzo dużo może mogę można mam ma mieć dać dawać robić zrobić chce chcę powinno powinien powinna
        powinnam trzeba jestem podać podawać przestaje przestać pomoc pomóc
        dziecko dziecka dziecku dzieckiem dzieci niemowlę niemowlęcia niemowlak niemowlaka syn córka maluch
        malucha
    """,
    "ro": """
        meu mea mei mele lui ei eu el ea mă mi îmi nu n se este e sunt era fi a al ai ale ca că să s de la
        în din pe cu pentru despre după când cum ce cine unde cât câtă câte câți și sau dar un o unei unui
        niște mai foarte mult multă pot poate putem trebuie am are avem au fac face dau da dea îi i îl l le
        ne vrea vreau încă ajutor ajuta oprește
        copil copilul copilului copii copiii bebeluș bebelușul bebelușului bebe fiul fiica
    """,
    "bn": """
        আমার আমি আমাদের আমাকে আপনার সে তার তাকে এই ওই এটা কি কী কেন কখন কোথায় কিভাবে কীভাবে কেমন কত কে না
        নেই নয় হয় হচ্ছে হবে হলে আছে ছিল করা করে করব করবো করি করতে করছে করবে করছি থেকে জন্য এখনো সঙ্গে সাথে
        ও এবং বা আর তো খুব বেশি অনেক একটি একটা কোনো দিতে দেব দেবো দেওয়া পারি পারে পারব উচিত যায় যখন চায়
        থামছে থামে থামানো বন্ধ সাহায্য
        শিশু শিশুর শিশুকে শিশুরা শিশুদের বাচ্চা বাচ্চার বাচ্চাকে বাচ্চারা বাচ্চাদের ছেলে মেয়ে সন্তান
        সন্তানের
    """,
    "pa": """
        ਮੇਰਾ ਮੇਰੀ ਮੇਰੇ ਮੈਂ ਮੈਨੂੰ ਸਾਡਾ ਸਾਡੀ ਸਾਡੇ ਅਸੀਂ ਤੁਸੀਂ ਆਪਣਾ ਆਪਣੀ ਆਪਣੇ ਦਾ ਦੀ ਦੇ ਦੀਆਂ ਨੂੰ ਨੇ ਤੋਂ ਤੇ ਉੱਤੇ
        ਵਿੱਚ ਵਿਚ ਨਾਲ ਲਈ ਤੱਕ ਅਤੇ ਜਾਂ ਵੀ ਹੀ ਤਾਂ ਨਾ ਨਹੀਂ ਹੈ ਹਨ ਹਾਂ ਹਾਂ ਹੋ ਸੀ ਹੋਵੇ ਹੁੰਦਾ ਹੁੰਦੀ ਰਿਹਾ ਰਹੀ ਰਹੇ ਕੀ
        ਕਿਉਂ ਕਿਵੇਂ ਕਦੋਂ ਕਿੱਥੇ ਕੌਣ ਕਿੰਨਾ ਕਿੰਨੀ ਕਿੰਨੇ ਕਿਸ ਜਦੋਂ ਜੇ ਉਹ ਇਹ ਉਸ ਇਸ ਜੋ ਬਹੁਤ ਕੁਝ ਕੋਈ ਇੱਕ ਕਰ ਕਰਨਾ ਕਰਨ
        ਕਰਾਂ ਕਰਦਾ ਕਰਦੀ ਕਰਦੇ ਸਕਦਾ ਸਕਦੀ ਸਕਦੇ ਚਾਹੀਦਾ ਚਾਹੀਦੀ ਚਾਹੀਦੇ ਦੇਣਾ ਦੇਵਾਂ ਦਿਆਂ ਅਜੇ ਬੰਦ ਮਦਦ
        ਬੱਚਾ ਬੱਚੇ ਬੱਚੀ ਬੱਚਿਆਂ ਪੁੱਤਰ ਧੀ ਮੁੰਡਾ ਕੁੜੀ
    """,
    "gu": """
        મારું મારા મારી મારો હું મને અમે અમારું અમારા તમે તમારું નો ની નું ના ને થી માં પર સાથે માટે સુધી
        અને કે અથવા પણ જ તો ન નથી નહીં છે છું હોય હતું હતી હતા થાય થતું રહ્યું રહી રહ્યો શું કેમ કેવી રીતે
        ક્યારે ક્યાં કોણ કેટલું કેટલા કેટલી જ્યારે જો તે આ એ જે બહુ ખૂબ વધારે કંઈ કોઈ એક કરવું કરવા કરું કરે
        કરી કરતું કરતો શકું શકે શકાય જોઈએ આપવું આપવો આપું આપી હજી બંધ મદદ
        બાળક બાળકને બાળકનું બાળકના બાળકો બાળકોને છોકરો છોકરી દીકરો દીકરી બેબી
    """,
}
_SMALL = {language: frozenset(analysis.folded_words(words)) for language, words in SMALL_WORDS.items()}


def asked_about(words: str, language: str) -> str:
    """The words of a question without the small ones; all of them where no others are left."""
    small = _SMALL.get(language, frozenset()) | _SMALL[ENGLISH]
    folded = analysis.folded_words(words)
    return " ".join([word for word in folded if word not in small] or folded)
